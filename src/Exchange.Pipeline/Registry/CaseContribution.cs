namespace Exchange.Pipeline.Registry;

/// <summary>What one source record says about a case, as the store holds it.</summary>
public sealed record CaseContribution
{
    /// <summary>Its id.</summary>
    public required long ContributionId { get; init; }

    /// <summary>The stream it came from.</summary>
    public required int StreamId { get; init; }

    /// <summary>The stream as people name it.</summary>
    public required string Source { get; init; }

    /// <summary>The part of a case it is.</summary>
    public required string Part { get; init; }

    /// <summary>The stored form of its source key.</summary>
    public required string Key { get; init; }

    /// <summary>The time of its version at the source.</summary>
    public DateTimeOffset? Version { get; init; }

    /// <summary>Whether the source has deleted it.</summary>
    public bool Deleted { get; init; }

    /// <summary>The digest of its content.</summary>
    public byte[]? ContentDigest { get; init; }

    /// <summary>Its sealed content: its own, or that of the case version it is the same as.</summary>
    public byte[]? Sealed { get; init; }

    /// <summary>The version of the case that holds the content, or <see langword="null"/> where the contribution holds it itself.</summary>
    public int? ContentVersion { get; init; }
}
