using Exchange.Mapping.Drafting.Lexicon;

namespace Exchange.Mapping.Drafting.Names;

/// <summary>Reads names as sequences of concepts, whatever they are written in.</summary>
internal sealed class NameReader(DraftLexicon lexicon)
{
    private const int LongestName = 64;
    private const double Skipped = 0.94;
    private const double Loose = 0.88;
    private static readonly string[] Marks = ["casemark", "personmark"];
    private static readonly string[] Owners = ["applicant", "agent", "contact", "legal", "item", "dept", "region", "result", "licence", "project", "recipient", "payer", "holder", "evaluator", "handler", "acceptor", "theme"];

    // What may stand before the word that a group is about: handlingDepartment.
    private static readonly string[] Describing = ["handle", "accept", "apply", "casemark", "issue", "receive"];

    private static readonly Dictionary<string, string> OwnConcept = new(StringComparer.Ordinal)
    {
        ["event"] = "step",
        ["pause"] = "pause",
        ["material"] = "material",
        ["result"] = "result",
        ["licence"] = "licence",
        ["delivery"] = "delivery",
        ["fee"] = "fee",
        ["evaluation"] = "evaluate",
        ["party"] = "rightholder",
        ["child"] = "child",
    };

    /// <summary>Every rule a name fits, each once with its best quality.</summary>
    /// <param name="name">The name.</param>
    /// <param name="owner">The concept its group stands for, or <see langword="null"/>.</param>
    /// <param name="part">The part whose own word may stand before a name without changing it.</param>
    public IReadOnlyList<NameMatch> Read(string name, string? owner, string part)
    {
        var best = new Dictionary<DraftRule, NameMatch>(ReferenceEqualityComparer.Instance);
        if (name.Length > LongestName)
        {
            return [];
        }

        foreach (var text in NameText.Readings(name))
        {
            var factor = text.Factor;
            if (owner is not null && lexicon.Root.Next.TryGetValue(owner, out var below))
            {
                From(text, below, new NameTrail(), factor);
                Skip(text, below, Marks.Append("apply").Append(owner), factor);
                factor *= Loose;
            }

            From(text, lexicon.Root, new NameTrail(), factor);
            Skip(text, lexicon.Root, OwnConcept.TryGetValue(part, out var own) ? Marks.Append(own) : Marks, factor);
        }

        return [.. best.Values];

        void From(NameText text, RuleNode node, NameTrail trail, double factor) => Walk(text, 0, node, trail, (end, done) =>
        {
            foreach (var rule in end.Rules)
            {
                var quality = done.Quality * factor;
                if (!best.TryGetValue(rule, out var known) || known.Quality < quality)
                {
                    best[rule] = new NameMatch(rule, quality, done.Reason);
                }
            }
        });

        void Skip(NameText text, RuleNode node, IEnumerable<string> concepts, double factor)
        {
            foreach (var concept in concepts)
            {
                foreach (var (to, trail) in Steps(text, 0, concept, new NameTrail()))
                {
                    Walk(text, to, node, trail, (end, done) =>
                    {
                        foreach (var rule in end.Rules)
                        {
                            var quality = done.Quality * factor * Skipped;
                            if (!best.TryGetValue(rule, out var known) || known.Quality < quality)
                            {
                                best[rule] = new NameMatch(rule, quality, done.Reason);
                            }
                        }
                    });
                }
            }
        }
    }

    /// <summary>The concept the name of a group stands for, or <see langword="null"/>.</summary>
    public string? Owner(string name)
    {
        foreach (var text in NameText.Readings(name))
        {
            foreach (var (from, before) in Describing.SelectMany(d => Steps(text, 0, d, new NameTrail())).Prepend((To: 0, Trail: new NameTrail())))
            {
                foreach (var owner in Owners)
                {
                    foreach (var (to, trail) in Steps(text, from, owner, before))
                    {
                        if ((to == text.Text.Length || Steps(text, to, "info", trail).Any(s => s.To == text.Text.Length)) && trail.Quality >= 0.6)
                        {
                            return owner;
                        }
                    }
                }
            }
        }

        return null;
    }

    private void Walk(NameText text, int at, RuleNode node, NameTrail trail, Action<RuleNode, NameTrail> found)
    {
        if (at == text.Text.Length)
        {
            if (trail.Terms > 0)
            {
                found(node, trail);
            }

            return;
        }

        foreach (var (concept, next) in node.Next)
        {
            foreach (var (to, longer) in Steps(text, at, concept, trail))
            {
                Walk(text, to, next, longer, found);
            }
        }
    }

    private IEnumerable<(int To, NameTrail Trail)> Steps(NameText text, int at, string concept, NameTrail trail)
    {
        foreach (var form in lexicon.Find(concept).Forms)
        {
            if (string.CompareOrdinal(text.Text, at, form.Text, 0, form.Text.Length) != 0)
            {
                continue;
            }

            var to = at + form.Text.Length;
            if (Fits(text, at, to, form, trail))
            {
                yield return (to, trail.With(form, text.IsEdge(at)));
            }

            // materials, results: the lexicon has the singular.
            if (form.Script == NameScript.English && to < text.Text.Length && text.Text[to] == 's' && text.IsEdge(to + 1) && Fits(text, at, to + 1, form, trail))
            {
                yield return (to + 1, trail.With(form, text.IsEdge(at)));
            }
        }
    }

    private static bool Fits(NameText text, int at, int to, TermForm form, NameTrail trail)
    {
        var begins = text.IsEdge(at);
        return form.Script switch
        {
            NameScript.Chinese => true,
            NameScript.English => form.Short ? begins || (trail.Last is NameScript.Initials or NameScript.English) && text.IsEdge(to) : begins || trail.Last is NameScript.English or NameScript.Initials,
            NameScript.Pinyin => begins || trail.Last == NameScript.Pinyin,
            _ => (begins ? !form.Short : trail.Last == NameScript.Initials) && !text.HasEdgeWithin(at, to),
        };
    }
}
