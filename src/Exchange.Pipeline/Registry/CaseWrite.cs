namespace Exchange.Pipeline.Registry;

/// <summary>A case to write.</summary>
public sealed record CaseWrite
{
    /// <summary>Its id.</summary>
    public required long CaseId { get; init; }

    /// <summary>Whether it is not yet in the store; then <see cref="Key"/> is its key in the system of the batch.</summary>
    public required bool IsNew { get; init; }

    /// <summary>The stored form of its key, where it is new.</summary>
    public string? Key { get; init; }

    /// <summary>Whether a record of part <c>case</c> is there.</summary>
    public required bool Known { get; init; }

    /// <summary>Its last version.</summary>
    public required int Version { get; init; }

    /// <summary>The digest of its last content; <see langword="null"/> after a deletion.</summary>
    public byte[]? ContentDigest { get; init; }

    /// <summary>Numbers, tokens, status and department, where they may have changed.</summary>
    public CaseFacts? Facts { get; init; }
}
