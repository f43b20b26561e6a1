namespace Exchange.Mapping.Difference;

/// <summary>What a change to a mapping does to records.</summary>
public sealed record DifferenceReport
{
    /// <summary>How many records were mapped both ways.</summary>
    public int Compared { get; init; }

    /// <summary>How many come out the same.</summary>
    public int Same { get; init; }

    /// <summary>How many come out with another content.</summary>
    public int Changed { get; init; }

    /// <summary>How many the old mapping takes and the new one sends to quarantine.</summary>
    public int NewlyQuarantined { get; init; }

    /// <summary>How many the new mapping takes and the old one sent to quarantine.</summary>
    public int Mended { get; init; }

    /// <summary>The fields that differ, the commonest first.</summary>
    public IReadOnlyList<FieldChange> Fields { get; init; } = [];

    /// <summary>Why records go to quarantine now.</summary>
    public IReadOnlyList<ErrorChange> NewErrors { get; init; } = [];

    /// <summary>Why mended records were in quarantine.</summary>
    public IReadOnlyList<ErrorChange> MendedErrors { get; init; } = [];

    /// <summary>Whether anything differs.</summary>
    public bool Any => Same < Compared;
}
