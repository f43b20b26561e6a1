namespace Exchange.Pipeline.Registry;

/// <summary>A case as people look at it.</summary>
public sealed record CaseView
{
    /// <summary>Its id.</summary>
    public required long CaseId { get; init; }

    /// <summary>Whether a record of part <c>case</c> is there.</summary>
    public bool Known { get; init; }

    /// <summary>Its last version.</summary>
    public int Version { get; init; }

    /// <summary>Its canonical status.</summary>
    public string? Status { get; init; }

    /// <summary>Its keys and numbers: what it is called where.</summary>
    public IReadOnlyList<CaseIdentifier> Identifiers { get; init; } = [];

    /// <summary>The sealed content of the last version that has one.</summary>
    public byte[]? Sealed { get; init; }

    /// <summary>The version whose content <see cref="Sealed"/> is.</summary>
    public int SealedVersion { get; init; }
}
