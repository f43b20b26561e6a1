namespace Exchange.Abstractions.Targets;

/// <summary>What a target says it holds.</summary>
/// <param name="Key">The key it lists: the idempotency key, or the case id, as the sink declares.</param>
public sealed record HeldVersion(string Key)
{
    /// <summary>The version it holds, where it tells.</summary>
    public int? Version { get; init; }

    /// <summary>The digest it tells, where it tells.</summary>
    public string? Digest { get; init; }

    /// <summary>The target's own id of the case.</summary>
    public string? PlatformId { get; init; }
}
