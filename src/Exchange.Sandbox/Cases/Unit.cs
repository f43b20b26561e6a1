namespace Exchange.Sandbox.Cases;

/// <summary>A department: its unified social credit code and name.</summary>
internal sealed record Unit(string Code, string Name);
