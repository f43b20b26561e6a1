using Exchange.Pipeline.Recognition.Blocking;
using Exchange.Pipeline.Recognition.Rules;
using Exchange.Pipeline.Recognition.Scoring;

namespace Exchange.Pipeline.Recognition.Assignment;

/// <summary>Chooses what a person should look at: pairs still possible that are about as good as the best of one of their cases.</summary>
internal sealed class CandidateList(CaseTable table, MatchingRules rules, CaseGroups groups, DecidedPairs decided)
{
    public IReadOnlyList<CaseCandidate> Of(ScoredPair[] pairs, ReadOnlySpan<PairState> states)
    {
        var best = new Dictionary<int, float>();
        var chosen = new List<CaseCandidate>();
        for (var i = 0; i < pairs.Length; i++)
        {
            var pair = pairs[i];
            if (!IsPossible(pair, states[i]))
            {
                continue;
            }

            // The best comes first.
            var left = best.TryAdd(pair.Left, pair.Score) ? pair.Score : best[pair.Left];
            var right = best.TryAdd(pair.Right, pair.Score) ? pair.Score : best[pair.Right];
            if (pair.Score >= Math.Min(left, right) - rules.Score.Spread || pair.Rule >= 0)
            {
                chosen.Add(Make(pair, states[i]));
            }
        }

        return chosen;
    }

    private bool IsPossible(ScoredPair pair, PairState state) =>
        state != PairState.Linked
        && (pair.Score >= rules.Score.Candidate || pair.Rule >= 0)
        && (SameSystem(pair)
            ? rules.Score.SameSystem && !groups.Together(pair.Left, pair.Right) && !groups.DecidedApart(pair.Left, pair.Right)
            : groups.CanJoin(pair.Left, pair.Right) && !decided.Apart(pair.Left, pair.Right));

    private CaseCandidate Make(ScoredPair pair, PairState state)
    {
        var left = table.Entries[pair.Left].Reference;
        var right = table.Entries[pair.Right].Reference;
        return new CaseCandidate
        {
            Left = left < right ? left : right,
            Right = left < right ? right : left,
            Rule = RuleNames.Of(pair.Rule, rules),
            Score = Math.Round(pair.Score, 3),
            Reason = SameSystem(pair) ? CandidateReason.SameSystem
                : pair is { Held: true, Rule: >= 0 } ? CandidateReason.Contradiction
                : state == PairState.Narrow ? CandidateReason.Margin
                : pair.Score < rules.Score.Link ? CandidateReason.Score
                : pair.Held ? CandidateReason.Held
                : CandidateReason.Review,
            Outcomes = pair.Outcomes,
            Rules = rules.Score,
        };
    }

    private bool SameSystem(ScoredPair pair) => table.Systems[pair.Left] == table.Systems[pair.Right];
}
