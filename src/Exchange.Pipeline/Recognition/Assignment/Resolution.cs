using Exchange.Pipeline.Recognition.Blocking;
using Exchange.Pipeline.Recognition.Cases;
using Exchange.Pipeline.Recognition.Rules;
using Exchange.Pipeline.Recognition.Scoring;

namespace Exchange.Pipeline.Recognition.Assignment;

/// <summary>Makes links and candidates of scored pairs.</summary>
internal sealed class Resolution(CaseTable table, MatchingRules rules, PairScorer scorer, MatchDecisions decisions)
{
    private readonly List<CaseLink> _links = [];
    private readonly List<(CaseReference, CaseReference)> _conflicts = [];

    public RecognitionResult Run(List<ScoredPair> found, RecognitionCounts counts, CancellationToken cancellationToken)
    {
        var decided = DecidedPairs.Of(decisions, table.Entries);
        var groups = new CaseGroups(table.Systems, decided, Contradict);
        foreach (var (left, right) in decided.Linked)
        {
            Decide(groups, left, right);
        }

        var pairs = Ranked(found);
        var assigner = new Assigner(rules.Score, table.Systems, groups, pairs);
        assigner.Run(cancellationToken);
        var states = assigner.States;
        for (var i = 0; i < pairs.Length; i++)
        {
            if (states[i] == PairState.Linked)
            {
                _links.Add(Link(pairs[i], assigner.Margins[i]));
            }
        }

        return new RecognitionResult
        {
            Links = [.. _links.OrderBy(l => l.Left).ThenBy(l => l.Right)],
            Candidates = new CandidateList(table, rules, groups, decided).Of(pairs, states),
            Groups = Groups(groups),
            Conflicts = _conflicts,
            Counts = counts,
        };
    }

    // Each pair once, with the rule that comes first; the best first, equal ones by their references.
    private ScoredPair[] Ranked(List<ScoredPair> found)
    {
        found.Sort((a, b) => (a.Left, a.Right).CompareTo((b.Left, b.Right)) is var order and not 0 ? order : b.Rank.CompareTo(a.Rank));
        var kept = 0;
        for (var i = 0; i < found.Count; i++)
        {
            if (kept == 0 || (found[kept - 1].Left, found[kept - 1].Right) != (found[i].Left, found[i].Right))
            {
                found[kept++] = found[i];
            }
            else if (found[kept - 1].Held && found[i].Rule >= 0 && !found[i].Held)
            {
                found[kept - 1] = found[i];
            }
        }

        var pairs = found.GetRange(0, kept).ToArray();
        Array.Sort(pairs, Compare);
        return pairs;
    }

    private int Compare(ScoredPair a, ScoredPair b)
    {
        var order = b.Rank.CompareTo(a.Rank);
        if (order != 0)
        {
            return order;
        }

        var (firstA, secondA) = Ordered(a);
        var (firstB, secondB) = Ordered(b);
        return firstA.CompareTo(firstB) is var first and not 0 ? first : secondA.CompareTo(secondB);
    }

    private (CaseReference First, CaseReference Second) Ordered(ScoredPair pair)
    {
        var left = table.Entries[pair.Left].Reference;
        var right = table.Entries[pair.Right].Reference;
        return left < right ? (left, right) : (right, left);
    }

    private void Decide(CaseGroups groups, int left, int right)
    {
        var pair = (table.Entries[left].Reference, table.Entries[right].Reference);
        if (groups.DecidedApart(left, right))
        {
            _conflicts.Add(pair);
            return;
        }

        groups.Join(left, right);
        _links.Add(new CaseLink { Left = pair.Item1, Right = pair.Item2, Rule = CaseLink.Decision });
    }

    private CaseLink Link(ScoredPair pair, float margin)
    {
        var (left, right) = Ordered(pair);
        return new CaseLink
        {
            Left = left,
            Right = right,
            Rule = RuleNames.Of(pair.Rule, rules),
            Score = Math.Round(pair.Score, 3),
            Margin = Math.Round(margin, 3),
            Outcomes = pair.Outcomes,
            Rules = rules.Score,
        };
    }

    // A third case that is linked to one of two must not make the other one its own where they exclude each other.
    private bool Contradict(int left, int right)
    {
        _ = scorer.Score(table.Cases[left], table.Cases[right], float.MinValue, out var outcomes);
        return outcomes[Feature.Document] == Outcome.Different || outcomes[Feature.Numbers] == Outcome.Different || outcomes[Feature.Item] == Outcome.Different;
    }

    private IReadOnlyList<IReadOnlyList<CaseReference>> Groups(CaseGroups groups)
    {
        var made = new List<IReadOnlyList<CaseReference>>();
        for (var i = 0; i < table.Entries.Count; i++)
        {
            if (!groups.IsAlone(i) && groups.RootOf(i) == i)
            {
                made.Add([.. groups.Members(i).Select(m => table.Entries[m].Reference).Order()]);
            }
        }

        return [.. made.OrderBy(g => g[0])];
    }
}
