namespace Exchange.Sandbox.Actions;

internal sealed record PlantedError(string Field, string Reason);
