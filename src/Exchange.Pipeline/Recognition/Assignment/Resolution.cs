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
            Links = _links,
            Candidates = new CandidateList(table, rules, groups, decided).Of(pairs, states),
            Groups = Groups(groups),
            Conflicts = _conflicts,
            Counts = counts,
        };
    }

    // Each pair once, with the rule that comes first; the best first, equal ones in an order of their references.
    private ScoredPair[] Ranked(List<ScoredPair> found)
    {
        var pairs = found.ToArray();
        var keys = new (float, ulong, ulong)[pairs.Length];
        for (var i = 0; i < pairs.Length; i++)
        {
            var left = table.Orders[pairs[i].Left];
            var right = table.Orders[pairs[i].Right];
            keys[i] = (-pairs[i].Rank, Math.Min(left, right), Math.Max(left, right));
        }

        Array.Sort(keys, pairs);
        var seen = new HashSet<(int, int)>(pairs.Length);
        var kept = 0;
        foreach (var pair in pairs)
        {
            if (seen.Add((pair.Left, pair.Right)))
            {
                pairs[kept++] = pair;
            }
        }

        return pairs[..kept];
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

        return made;
    }
}
