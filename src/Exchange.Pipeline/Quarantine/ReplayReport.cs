namespace Exchange.Pipeline.Quarantine;

/// <summary>What a replay did.</summary>
public sealed record ReplayReport
{
    /// <summary>Entries selected.</summary>
    public int Selected { get; init; }

    /// <summary>Entries that are mapped now (waiting parts and refused versions put back included).</summary>
    public int Mapped { get; init; }

    /// <summary>Entries that still have errors.</summary>
    public int StillQuarantined { get; init; }

    /// <summary>Entries overtaken by something newer.</summary>
    public int Superseded { get; init; }

    /// <summary>The sum of two.</summary>
    public ReplayReport Plus(ReplayReport other) => new()
    {
        Selected = Selected + other.Selected,
        Mapped = Mapped + other.Mapped,
        StillQuarantined = StillQuarantined + other.StillQuarantined,
        Superseded = Superseded + other.Superseded,
    };
}
