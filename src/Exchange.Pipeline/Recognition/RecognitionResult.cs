using Exchange.Pipeline.Recognition.Cases;

namespace Exchange.Pipeline.Recognition;

/// <summary>Which cases are one. The same for the same cases, rules and decisions, whatever their order.</summary>
public sealed record RecognitionResult
{
    /// <summary>The links: what people decided, then the surest first.</summary>
    public required IReadOnlyList<CaseLink> Links { get; init; }

    /// <summary>What a person should look at, the likeliest first.</summary>
    public required IReadOnlyList<CaseCandidate> Candidates { get; init; }

    /// <summary>The cases that are one, each group with more than one case.</summary>
    public required IReadOnlyList<IReadOnlyList<CaseReference>> Groups { get; init; }

    /// <summary>Pairs somebody decided to link although another decision keeps them apart; the latter stands.</summary>
    public required IReadOnlyList<(CaseReference Left, CaseReference Right)> Conflicts { get; init; }

    /// <summary>What it took.</summary>
    public required RecognitionCounts Counts { get; init; }
}
