namespace Exchange.Schema.Cases;

/// <summary>The states of a case and their order.</summary>
public static class CaseStatus
{
    private static readonly Dictionary<string, int> Ranks =
        CodeSets.Words(CodeSets.CaseStatus).Select((word, index) => (word, index)).ToDictionary(p => p.word, p => p.index, StringComparer.Ordinal);

    /// <summary>The words in the order of a case's life.</summary>
    public static IReadOnlyList<string> All => CodeSets.Words(CodeSets.CaseStatus);

    /// <summary>
    /// How far a case in this state has come, from 0: of two states told by two parts of a case the higher one is later.
    /// −1 for a word that is not a state.
    /// </summary>
    public static int Rank(string? status) => status is not null && Ranks.TryGetValue(status, out var rank) ? rank : -1;

    /// <summary>
    /// The stage of a state: as <see cref="Rank"/>, but states a case may go back and forth between share one. Of two states of
    /// one stage neither is later by itself.
    /// </summary>
    public static int Stage(string? status) => status switch
    {
        "supplemented" => Rank("supplement-requested"),
        "suspended" => Rank("in-process"),
        _ => Rank(status),
    };
}
