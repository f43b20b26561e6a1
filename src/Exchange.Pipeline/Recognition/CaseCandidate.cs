using Exchange.Pipeline.Recognition.Cases;
using Exchange.Pipeline.Recognition.Rules;
using Exchange.Pipeline.Recognition.Scoring;

namespace Exchange.Pipeline.Recognition;

/// <summary>Two cases that may be one: a person decides.</summary>
public sealed record CaseCandidate
{
    /// <summary>The case whose reference comes first.</summary>
    public required CaseReference Left { get; init; }

    /// <summary>The other case.</summary>
    public required CaseReference Right { get; init; }

    /// <summary>Which rule found them, as in <see cref="CaseLink.Rule"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>The score of the pair.</summary>
    public double Score { get; init; }

    /// <summary>Why a person is asked.</summary>
    public CandidateReason Reason { get; init; }

    /// <summary>What each feature added. It names no values.</summary>
    public IReadOnlyList<FeatureEvidence> Evidence => Rules is null ? [] : EvidenceText.Of(Outcomes, Rules);

    internal OutcomeSet Outcomes { get; init; }

    internal ScoreRules? Rules { get; init; }
}
