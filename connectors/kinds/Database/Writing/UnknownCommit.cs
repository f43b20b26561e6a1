namespace Exchange.Connectors.Database.Writing;

/// <summary>The database did not say whether it kept a transaction.</summary>
internal sealed class UnknownCommit() : Exception("The database did not answer the commit.");
