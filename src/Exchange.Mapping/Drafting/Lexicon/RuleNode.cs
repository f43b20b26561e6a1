namespace Exchange.Mapping.Drafting.Lexicon;

/// <summary>A place in the tree of all rules: which concepts may follow, and which rules end here.</summary>
internal sealed class RuleNode
{
    public Dictionary<string, RuleNode> Next { get; } = new(StringComparer.Ordinal);

    public List<DraftRule> Rules { get; } = [];

    /// <summary>The node after a concept, made where there was none.</summary>
    public RuleNode After(string concept)
    {
        if (!Next.TryGetValue(concept, out var node))
        {
            Next[concept] = node = new RuleNode();
        }

        return node;
    }
}
