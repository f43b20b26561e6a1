namespace Exchange.Abstractions.Connectors;

/// <summary>What a target can do, as declared under <c>capabilities</c>.</summary>
public sealed record TargetCapabilities
{
    /// <summary>Whether a repeated key with a newer version replaces the older content.</summary>
    public bool Upsert { get; init; } = true;

    /// <summary>Whether a case can be withdrawn; otherwise a deletion is a task for a person.</summary>
    public bool Withdraw { get; init; }

    /// <summary>Whether a newer version may replace one that has not been sent.</summary>
    public bool LatestOnly { get; init; }

    /// <summary>What to do when it is not known whether an item arrived: <c>ask</c>, <c>upsertByKey</c> or <c>park</c>.</summary>
    public string OnUnknown { get; init; } = "park";
}
