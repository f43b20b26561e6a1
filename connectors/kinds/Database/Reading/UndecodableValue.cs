namespace Exchange.Connectors.Database.Reading;

/// <summary>The value of a column cannot be read; its record is told apart, the page goes on.</summary>
/// <param name="why">Why, without the value.</param>
internal sealed class UndecodableValue(string why) : Exception(why);
