using Exchange.Pipeline.Recognition.Rules;
using Exchange.Pipeline.Recognition.Scoring;

namespace Exchange.Pipeline.Recognition.Assignment;

/// <summary>
/// Decides over all pairs together: the best pair first, and only where it is better by the margin than every other pair
/// either case could still be in. What is linked leaves the field, which may make another pair clear; so it goes round until
/// nothing changes.
/// </summary>
internal sealed class Assigner
{
    private readonly ScoreRules _rules;
    private readonly int[] _systems;
    private readonly CaseGroups _groups;
    private readonly ScoredPair[] _pairs;
    private readonly PairState[] _states;
    private readonly int[] _starts;
    private readonly int[] _ofCase;

    /// <param name="rules">The rules.</param>
    /// <param name="systems">The system of each case.</param>
    /// <param name="groups">The groups, with what people decided in them.</param>
    /// <param name="pairs">Each pair once, the best first, equal ones in the order of their references.</param>
    public Assigner(ScoreRules rules, int[] systems, CaseGroups groups, ScoredPair[] pairs)
    {
        (_rules, _systems, _groups, _pairs) = (rules, systems, groups, pairs);
        _states = new PairState[pairs.Length];
        Margins = new float[pairs.Length];
        _starts = new int[systems.Length + 1];
        foreach (var pair in pairs)
        {
            _starts[pair.Left + 1]++;
            _starts[pair.Right + 1]++;
        }

        for (var i = 0; i < systems.Length; i++)
        {
            _starts[i + 1] += _starts[i];
        }

        _ofCase = new int[pairs.Length * 2];
        var next = _starts[..^1];
        for (var i = 0; i < pairs.Length; i++)
        {
            _ofCase[next[pairs[i].Left]++] = i;
            _ofCase[next[pairs[i].Right]++] = i;
        }
    }

    /// <summary>What became of each pair.</summary>
    public ReadOnlySpan<PairState> States => _states;

    /// <summary>By how much each linked pair was better than the next best.</summary>
    public float[] Margins { get; }

    public void Run(CancellationToken cancellationToken)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < _pairs.Length; i++)
            {
                if (_states[i] is PairState.Open or PairState.Narrow)
                {
                    changed |= Decide(i);
                }
            }
        }
    }

    private bool Decide(int at)
    {
        var pair = _pairs[at];
        if (!_groups.CanJoin(pair.Left, pair.Right))
        {
            _states[at] = PairState.Excluded;
            return false;
        }

        if (!MayLink(pair))
        {
            return false;
        }

        var margin = Math.Min(pair.Rank - NextBest(pair.Left, pair.Right, at), pair.Rank - NextBest(pair.Right, pair.Left, at));
        if (margin < _rules.Margin)
        {
            _states[at] = PairState.Narrow;
            return false;
        }

        _states[at] = PairState.Linked;
        Margins[at] = margin;
        _groups.Join(pair.Left, pair.Right);
        return true;
    }

    private bool MayLink(ScoredPair pair) =>
        !pair.Held && (pair.Rule >= 0 || (pair.Score >= _rules.Link && !_rules.ReviewAll && _systems[pair.Left] != _systems[pair.Right]));

    // The best pair of a case with another case of the same system that is still possible.
    private float NextBest(int index, int other, int except)
    {
        for (var i = _starts[index]; i < _starts[index + 1]; i++)
        {
            var at = _ofCase[i];
            if (at == except || _states[at] is PairState.Excluded or PairState.Linked)
            {
                continue;
            }

            var partner = _pairs[at].Left == index ? _pairs[at].Right : _pairs[at].Left;
            if (_systems[partner] == _systems[other] && _groups.CanJoin(index, partner))
            {
                return _pairs[at].Rank;
            }
        }

        // Nothing else was worth a look.
        return (float)Math.Min(_rules.Candidate, _rules.Link) - (float)_rules.Margin;
    }
}
