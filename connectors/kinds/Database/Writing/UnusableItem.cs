namespace Exchange.Connectors.Database.Writing;

/// <summary>An item that cannot be written as it is; its neighbours can.</summary>
/// <param name="why">Why, naming field and column, without values.</param>
internal sealed class UnusableItem(string why) : Exception(why);
