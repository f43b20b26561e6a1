namespace Exchange.Sandbox.Systems;

/// <summary>A system that was asked for and is not there, and why.</summary>
internal sealed record NotStarted(string Id, string Reason);
