namespace Exchange.Sandbox.Cases;

/// <summary>A defect planted on the wire only: which source field carries which value, and what the hub must say about it.</summary>
internal sealed record Dirt(string WireField, string? WireValue, string Field, string Reason);
