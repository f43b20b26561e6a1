namespace Exchange.Sandbox.Actions;

internal sealed record ChurnState(bool Running, int Edits, string? Error);
