namespace Exchange.Sandbox.Cases;

/// <summary>A step of the process; Action is passed, returned or other.</summary>
internal sealed record Step(string Name, string Action, DateTime StartedAt, DateTime EndedAt, string Handler, string Opinion, Row Row);
