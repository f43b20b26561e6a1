using Exchange.Pipeline.Recognition.Cases;
using Exchange.Pipeline.Recognition.Rules;
using Exchange.Pipeline.Recognition.Scoring;

namespace Exchange.Pipeline.Recognition;

/// <summary>Two cases that are one.</summary>
public sealed record CaseLink
{
    /// <summary>The rule of a link that a person decided.</summary>
    public const string Decision = "decision";

    /// <summary>The rule of a link that one case naming the other's number made.</summary>
    public const string Echo = "echo";

    /// <summary>The rule of a link that the score made.</summary>
    public const string Scored = "score";

    /// <summary>The case whose reference comes first.</summary>
    public required CaseReference Left { get; init; }

    /// <summary>The other case.</summary>
    public required CaseReference Right { get; init; }

    /// <summary>Which rule linked them: the name of an identifier, <see cref="Echo"/>, <see cref="Scored"/> or <see cref="Decision"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>The score of the pair.</summary>
    public double Score { get; init; }

    /// <summary>By how much it is better than the next best pair of either case.</summary>
    public double Margin { get; init; }

    /// <summary>What each feature added. It names no values.</summary>
    public IReadOnlyList<FeatureEvidence> Evidence => Rules is null ? [] : EvidenceText.Of(Outcomes, Rules);

    internal OutcomeSet Outcomes { get; init; }

    internal ScoreRules? Rules { get; init; }
}
