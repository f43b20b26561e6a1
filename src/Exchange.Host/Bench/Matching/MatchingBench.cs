using System.Diagnostics;
using Exchange.Host.Bench.Matching.Generation;
using Exchange.Pipeline.Recognition;
using Exchange.Pipeline.Recognition.Assignment;
using Exchange.Pipeline.Recognition.Evaluation;
using Exchange.Pipeline.Recognition.Rules;
using Exchange.Schema.Calendars;

namespace Exchange.Host.Bench.Matching;

/// <summary>Measures recognition on generated cases.</summary>
internal sealed class MatchingBench(MatchingRules rules, WorkCalendar calendar, int workers, int mistakes)
{
    private const int SmallestForTime = 100_000;

    public LevelResult Level(NoiseLevel level, long seed, int records, CancellationToken cancellationToken)
    {
        var set = MatchingGenerator.Create(seed, level, calendar, records);
        var (result, seconds) = Run(set, cancellationToken);
        return new LevelResult(
            level.Name,
            seed,
            set.Entries.Count,
            MatchingQuality.Of(result, set.Truth),
            [PlainJoin.Measure(set, 0), PlainJoin.Measure(set, 2)],
            Math.Round(set.Entries.Count / seconds),
            Math.Round((double)result.Counts.Comparisons / set.Entries.Count, 2),
            result.Counts.BlocksGivenUp,
            MatchingMistakes.Of(new Recogniser(rules, calendar), result, set.Entries, set.Truth, mistakes));
    }

    public ScaleResult Scale(long seed, int records, CancellationToken cancellationToken)
    {
        var set = MatchingGenerator.Create(seed, NoiseLevel.All[1], calendar, records);

        // The median of some, after one that warms up; small sets are over in a moment.
        var passes = Math.Clamp(SmallestForTime * 5 / records, 3, 21);
        _ = Run(set, cancellationToken);
        var times = new List<double>();
        var processor = new List<double>();
        RecognitionCounts? counts = null;
        for (var i = 0; i < passes; i++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var (result, seconds) = Run(set, cancellationToken);
            processor.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
            times.Add(seconds);
            counts = result.Counts;
        }

        var median = times.Order().ElementAt(times.Count / 2);
        return new ScaleResult(
            set.Entries.Count,
            Math.Round(median, 3),
            Math.Round(set.Entries.Count / median),
            Math.Round(median * 1e6 / set.Entries.Count, 2),
            Math.Round(processor.Order().ElementAt(processor.Count / 2) * 1e6 / set.Entries.Count, 2),
            Math.Round((double)counts!.Comparisons / set.Entries.Count, 2),
            Math.Round((double)counts.Keys / set.Entries.Count, 2),
            counts.BlocksDivided,
            counts.BlocksGivenUp,
            counts.PrepareSeconds,
            counts.CompareSeconds,
            counts.AssignSeconds);
    }

    private (RecognitionResult Result, double Seconds) Run(MatchingSet set, CancellationToken cancellationToken)
    {
        GC.Collect();
        var recogniser = new Recogniser(rules, calendar, workers);
        var watch = Stopwatch.StartNew();
        var result = recogniser.Resolve(set.Entries, MatchDecisions.None, cancellationToken);
        return (result, watch.Elapsed.TotalSeconds);
    }
}
