namespace Exchange.Pipeline.Recognition.Scoring;

/// <summary>Two cases that may be one.</summary>
/// <param name="Left">The number of one case.</param>
/// <param name="Right">The number of the other.</param>
/// <param name="Score">The score.</param>
/// <param name="Outcomes">What each feature gave.</param>
/// <param name="Rule">The rule that found it: that of an identifier, of echoes after them, or −1 for the score.</param>
/// <param name="Held">Whether only a person may link it.</param>
internal readonly record struct ScoredPair(int Left, int Right, float Score, OutcomeSet Outcomes, int Rule, bool Held)
{
    private const float First = 10_000;
    private const float Step = 100;

    // A number that contradicts the rest is told of rather than the score of the same pair.
    private const float Touch = 0.001f;

    /// <summary>The order in which pairs are linked: by rule, and by score within one.</summary>
    public float Rank => Rule < 0 ? Score : Held ? Score + Touch : First - Step * Rule + Score;
}
