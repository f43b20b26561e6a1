namespace Exchange.Mapping.Coverage;

/// <summary>What samples and tests show about a mapping.</summary>
public sealed record CoverageReport
{
    /// <summary>The mapping.</summary>
    public required string Id { get; init; }

    /// <summary>Its file, as an engineer would type it.</summary>
    public required string File { get; init; }

    /// <summary>How many saved records were looked at.</summary>
    public int Samples { get; init; }

    /// <summary>How many tests were looked at.</summary>
    public int Tests { get; init; }

    /// <summary>How many fields the records have.</summary>
    public int SourceFields { get; init; }

    /// <summary>Fields of the records that neither the mapping nor the stream reads.</summary>
    public IReadOnlyList<string> UnreadFields { get; init; } = [];

    /// <summary>Fields of the shared schema (or of the part) that the mapping never sets.</summary>
    public IReadOnlyList<string> UnsetFields { get; init; } = [];

    /// <summary>Codes that stand in no table.</summary>
    public IReadOnlyList<UnmappedCode> UnmappedCodes { get; init; } = [];

    /// <summary>How many branches the operators have.</summary>
    public int Branches { get; init; }

    /// <summary>The branches no test goes through.</summary>
    public IReadOnlyList<UntestedBranch> UntestedBranches { get; init; } = [];

    /// <summary>Whether nothing is left to do; fields never set are no fault, for no source has all of them.</summary>
    public bool Complete => UnreadFields.Count == 0 && UnmappedCodes.Count == 0 && UntestedBranches.Count == 0;
}
