using System.Diagnostics;
using Exchange.Pipeline.Recognition.Assignment;
using Exchange.Pipeline.Recognition.Blocking;
using Exchange.Pipeline.Recognition.Cases;
using Exchange.Pipeline.Recognition.Rules;
using Exchange.Pipeline.Recognition.Scoring;
using Exchange.Schema.Calendars;

namespace Exchange.Pipeline.Recognition;

/// <summary>Recognises which cases of different systems are one case. It keeps no state between calls and may be shared.</summary>
/// <param name="rules">The rules.</param>
/// <param name="calendar">Which days are working days.</param>
/// <param name="workers">How many threads may work at once.</param>
public sealed class Recogniser(MatchingRules rules, WorkCalendar calendar, int workers = 2)
{
    private readonly CasePreparer _preparer = new(rules, new WorkdayIndex(calendar));
    private readonly KeyMaker _keys = new(rules.Score.Blocking);
    private readonly PairScorer _scorer = new(rules.Score);

    /// <summary>Says which of some cases are one.</summary>
    /// <param name="entries">The cases, each reference once.</param>
    /// <param name="decisions">What people have decided.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public RecognitionResult Resolve(IReadOnlyList<CaseEntry> entries, MatchDecisions decisions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(decisions);
        var watch = Stopwatch.StartNew();
        var table = CaseTable.Prepare(entries, _preparer, _keys, workers, cancellationToken);
        var prepared = watch.Elapsed.TotalSeconds;
        var finder = new PairFinder(table, rules.Score, _scorer, workers);
        var pairs = finder.Find(cancellationToken);
        var numbers = new NumberPairs(table, rules, _scorer);
        numbers.Find(pairs);
        var compared = watch.Elapsed.TotalSeconds;
        var counts = new RecognitionCounts
        {
            Cases = entries.Count,
            Keys = table.Keys.Count,
            Comparisons = finder.Comparisons + numbers.Comparisons,
            BlocksDivided = finder.Divided,
            BlocksGivenUp = finder.GivenUp,
            NumbersGivenUp = numbers.GivenUp,
            PrepareSeconds = Math.Round(prepared, 3),
            CompareSeconds = Math.Round(compared - prepared, 3),
        };
        var result = new Resolution(table, rules, _scorer, decisions).Run(pairs, counts, cancellationToken);
        return result with { Counts = counts with { AssignSeconds = Math.Round(watch.Elapsed.TotalSeconds - compared, 3) } };
    }

    /// <summary>Compares two cases alone.</summary>
    public PairJudgement Judge(CaseEntry left, CaseEntry right)
    {
        var score = _scorer.Score(_preparer.Prepare(left), _preparer.Prepare(right), float.MinValue, out var outcomes);
        return new PairJudgement(Math.Round(score, 3), _scorer.Holds(outcomes), EvidenceText.Of(outcomes, rules.Score));
    }

    /// <summary>
    /// The keys of a case: only cases that share one are compared by score. A store that keeps keyed digests of them finds the
    /// cases worth opening; those of one key within the window of days are enough.
    /// </summary>
    public IReadOnlyList<BlockingKey> Keys(CaseEntry entry)
    {
        var keys = new List<ulong>(16);
        _keys.Add(_preparer.Prepare(entry), keys);
        return [.. keys.Select(k => new BlockingKey(k >> 1, (k & KeyMaker.OfAgent) != 0))];
    }
}
