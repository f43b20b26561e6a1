namespace Exchange.Pipeline.Recognition.Rules;

/// <summary>The rules by which two cases are recognised as one, in the order in which they are tried.</summary>
public sealed record MatchingRules
{
    /// <summary>Numbers that two cases share.</summary>
    public IReadOnlyList<IdentifierRule> Identifiers { get; init; } = [];

    /// <summary>Numbers of one that the other names; <see langword="null"/> where nobody looks.</summary>
    public EchoRule? Echoes { get; init; }

    /// <summary>Everything else, by its weight.</summary>
    public required ScoreRules Score { get; init; }
}
