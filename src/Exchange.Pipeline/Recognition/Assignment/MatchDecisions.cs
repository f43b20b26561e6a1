using Exchange.Pipeline.Recognition.Cases;

namespace Exchange.Pipeline.Recognition.Assignment;

/// <summary>What people have decided about pairs of cases. It wins over every rule.</summary>
public sealed record MatchDecisions
{
    /// <summary>Nobody has decided anything.</summary>
    public static MatchDecisions None { get; } = new();

    /// <summary>Pairs that are one case.</summary>
    public IReadOnlyList<(CaseReference Left, CaseReference Right)> Linked { get; init; } = [];

    /// <summary>Pairs that are two cases.</summary>
    public IReadOnlyList<(CaseReference Left, CaseReference Right)> NotTheSame { get; init; } = [];
}
