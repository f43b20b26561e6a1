namespace Exchange.Sandbox.Actions;

/// <summary>What an action did: the cases it touched, and for dirty what it planted.</summary>
internal sealed record ActionResult(string Action, int Count, IReadOnlyList<string> SourceNos)
{
    public IReadOnlyList<PlantedErrors>? Records { get; init; }
}
