namespace Exchange.Pipeline.Runs;

/// <summary>What became of the records of a run; <see cref="Pulled"/> is the sum of the rest, and the database enforces it.</summary>
public sealed record RunCounts
{
    /// <summary>Records read from the source.</summary>
    public int Pulled { get; init; }

    /// <summary>Records whose content changed what the hub holds, deletions included.</summary>
    public int Mapped { get; init; }

    /// <summary>Records the hub already holds.</summary>
    public int Unchanged { get; init; }

    /// <summary>Parts whose case is not known yet.</summary>
    public int Waiting { get; init; }

    /// <summary>Older or repeated versions.</summary>
    public int Superseded { get; init; }

    /// <summary>Records a declared filter leaves out.</summary>
    public int Excluded { get; init; }

    /// <summary>Records in quarantine.</summary>
    public int Quarantined { get; init; }

    /// <summary>The sum of two counts.</summary>
    public RunCounts Plus(RunCounts other) => new()
    {
        Pulled = Pulled + other.Pulled,
        Mapped = Mapped + other.Mapped,
        Unchanged = Unchanged + other.Unchanged,
        Waiting = Waiting + other.Waiting,
        Superseded = Superseded + other.Superseded,
        Excluded = Excluded + other.Excluded,
        Quarantined = Quarantined + other.Quarantined,
    };
}
