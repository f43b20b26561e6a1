namespace Exchange.Pipeline.Records;

/// <summary>A contribution to write.</summary>
public sealed record ContributionWrite
{
    /// <summary>Its id.</summary>
    public required long ContributionId { get; init; }

    /// <summary>Whether it is not yet in the store.</summary>
    public required bool IsNew { get; init; }

    /// <summary>The stored form of its source key.</summary>
    public required string Key { get; init; }

    /// <summary>The case it belongs to.</summary>
    public required long CaseId { get; init; }

    /// <summary>The time of its version at the source.</summary>
    public DateTimeOffset? Version { get; init; }

    /// <summary>The digest of the raw record; <see langword="null"/> after a deletion.</summary>
    public byte[]? RecordDigest { get; init; }

    /// <summary>The digest of the content; <see langword="null"/> after a deletion.</summary>
    public byte[]? ContentDigest { get; init; }

    /// <summary>The sealed content, where the contribution holds it itself.</summary>
    public byte[]? Sealed { get; init; }

    /// <summary>The version of the case with the same content, where that holds it.</summary>
    public int? ContentVersion { get; init; }

    /// <summary>Whether the source has deleted it.</summary>
    public bool Deleted { get; init; }
}
