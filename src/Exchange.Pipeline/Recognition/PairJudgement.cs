namespace Exchange.Pipeline.Recognition;

/// <summary>What is to be said of two cases alone, without regard to others.</summary>
/// <param name="Score">The score.</param>
/// <param name="Held">Whether a person has to decide whatever the score.</param>
/// <param name="Evidence">What each feature added. It names no values.</param>
public sealed record PairJudgement(double Score, bool Held, IReadOnlyList<FeatureEvidence> Evidence);
