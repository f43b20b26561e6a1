namespace Exchange.Sandbox.Cases;

/// <summary>
/// The truth about one case. The shapes on the wire of either source, and what the platform must hold, are derived from it.
/// Times are Asia/Shanghai wall clock without offset.
/// </summary>
internal sealed record SandboxCase
{
    public required int Number { get; init; }
    public required string System { get; init; }
    public required string SourceNo { get; init; }
    public string? NationalNo { get; init; }
    public string? ProvinceNo { get; init; }
    public required Unit Unit { get; init; }
    public required Item Item { get; init; }
    public required string AreaCode { get; init; }

    /// <summary>Canonical word: immediate or promised.</summary>
    public required string CaseType { get; init; }

    /// <summary>Canonical word: window, web, mobile, mail or other.</summary>
    public required string Channel { get; init; }
    public required string ProjectName { get; init; }
    public required Applicant Applicant { get; init; }
    public required Person Contact { get; init; }
    public Person? Agent { get; init; }
    public required string Handler { get; init; }
    public DateTime AppliedAt { get; init; }
    public DateTime? AcceptedAt { get; init; }
    public DateTime? PromisedAt { get; init; }
    public DateTime? DueAt { get; init; }

    /// <summary>Canonical word: submitted, accepted, in-process, suspended or done.</summary>
    public required string Status { get; init; }
    public CaseResult? Result { get; init; }
    public IReadOnlyList<Material> Materials { get; init; } = [];
    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>The row of the case itself (accept row, or the whole provincial item).</summary>
    public required Row Row { get; init; }
    public bool Deleted { get; init; }

    /// <summary>Withheld: the row of the case is not at the source yet, its parts may be.</summary>
    public bool Withheld { get; init; }
    public IReadOnlyList<Dirt> Dirt { get; init; } = [];

    public bool ReachesPlatform => !Deleted && !Withheld && Dirt.Count == 0 && Status != CaseStatus.Submitted;
}
