namespace Exchange.Pipeline.Registry;

/// <summary>A case as the store holds it, locked for the transaction.</summary>
public sealed record CaseState
{
    /// <summary>Its id.</summary>
    public required long CaseId { get; init; }

    /// <summary>The stored form of its key in the system of the batch; <see langword="null"/> where it was asked for by id.</summary>
    public string? Key { get; init; }

    /// <summary>Whether it is new and not yet in the store.</summary>
    public bool IsNew { get; init; }

    /// <summary>Whether a record of part <c>case</c> is there, so that the case exists.</summary>
    public bool Known { get; init; }

    /// <summary>Its last version; 0 where it has none.</summary>
    public int Version { get; init; }

    /// <summary>The digest of its last content; <see langword="null"/> after a deletion.</summary>
    public byte[]? ContentDigest { get; init; }

    /// <summary>Everything that contributes to it, deletions included.</summary>
    public IReadOnlyList<CaseContribution> Contributions { get; init; } = [];
}
