using System.CommandLine;
using System.Globalization;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Host.Bench.Matching;
using Exchange.Host.Bench.Matching.Generation;
using Exchange.Pipeline.Recognition;
using Exchange.Pipeline.Recognition.Assignment;
using Exchange.Pipeline.Recognition.Evaluation;
using Exchange.Pipeline.Recognition.Rules;
using Exchange.Schema.Calendars;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange bench matching</c>: how well and how fast the same case is recognised across systems.</summary>
internal static class MatchingBenchVerb
{
    private const int MostRecords = 5_000_000;
    private static readonly Option<int> Records = new("--records") { Description = "How many cases the sets for the quality have.", DefaultValueFactory = _ => 100_000 };
    private static readonly Option<string?> Level = new("--level") { Description = "low, middle or high; otherwise all three." };
    private static readonly Option<long> Seed = new("--seed") { Description = "The seed of the first set.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Seeds = new("--seeds") { Description = "How many sets a level, each with the next seed.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> Sizes = new("--sizes") { Description = "The sizes for the time, joined by commas; none to leave it out.", DefaultValueFactory = _ => "10000,100000,1000000" };
    private static readonly Option<int> Mistakes = new("--mistakes") { Description = "How many wrong links and lost pairs of each set to explain.", DefaultValueFactory = _ => 0 };
    private static readonly Option<string?> Rules = new("--rules") { Description = "A file of rules; otherwise mappings/matching.yaml." };
    private static readonly Option<string?> Left = new("--left") { Description = "Labelled cases of one side (CSV), instead of generated ones." };
    private static readonly Option<string?> Right = new("--right") { Description = "Labelled cases of the other side (CSV)." };
    private static readonly Option<string?> Truth = new("--truth") { Description = "The pairs that are one case (CSV)." };
    private static readonly Option<string?> Columns = new("--columns") { Description = "Which column means what (YAML)." };

    public static Command Create()
    {
        var matching = new Command("matching", "Recognise the same case across two systems, on generated or labelled cases.") { Records, Level, Seed, Seeds, Sizes, Mistakes, Rules, Left, Right, Truth, Columns };
        matching.Runs(Run);
        return matching;
    }

    private static Task<int> Run(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var problems = new ProblemList();
        var calendar = WorkCalendar.Load(context.Home.Roots, problems);
        UnusableFile.ThrowIfAny(problems);
        if (parsed.GetValue(Left) is not null || parsed.GetValue(Right) is not null || parsed.GetValue(Truth) is not null || parsed.GetValue(Columns) is not null)
        {
            Labelled(context, parsed, calendar, cancellationToken);
            return Task.FromResult(ExitCodes.Done);
        }

        var bench = new MatchingBench(RulesOf(context, parsed.GetValue(Rules)), calendar, Math.Clamp(Environment.ProcessorCount, 1, 8), Math.Clamp(parsed.GetValue(Mistakes), 0, 1000));
        var records = Math.Clamp(parsed.GetValue(Records), 1_000, MostRecords);
        var levels = LevelsOf(parsed.GetValue(Level));
        var results = levels
            .SelectMany(level => Enumerable.Range(0, Math.Clamp(parsed.GetValue(Seeds), 1, 100)).Select(i => bench.Level(level, parsed.GetValue(Seed) + i, records, cancellationToken)))
            .ToList();
        var scales = SizesOf(parsed.GetValue(Sizes)!).Select(size => bench.Scale(parsed.GetValue(Seed), size, cancellationToken)).ToList();
        context.Output.Write(new { name = "matching", levels = results, sizes = scales, growth = Growth(scales, s => s.MicrosecondsPerRecord), growthOfProcessorTime = Growth(scales, s => s.CpuMicrosecondsPerRecord) }, console => Show(console, results, scales));
        return Task.FromResult(ExitCodes.Done);
    }

    private static void Labelled(VerbContext context, ParseResult parsed, WorkCalendar calendar, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Left) is not { } left || parsed.GetValue(Right) is not { } right || parsed.GetValue(Truth) is not { } truth || parsed.GetValue(Columns) is not { } columns)
        {
            throw new ExchangeException(FailureKind.Configuration, "Labelled cases need four files.", "Give --left, --right, --truth and --columns.");
        }

        var map = ColumnMap.Load(columns);
        var set = LabelledSet.Read(left, right, truth, map);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var recogniser = new Recogniser(RulesOf(context, parsed.GetValue(Rules) ?? map.Rules), calendar);
        var result = recogniser.Resolve(set.Entries, MatchDecisions.None, cancellationToken);
        var seconds = watch.Elapsed.TotalSeconds;
        var quality = MatchingQuality.Of(result, set.Truth);
        var perSecond = Math.Round(set.Entries.Count / seconds);
        var comparisons = Math.Round((double)result.Counts.Comparisons / set.Entries.Count, 2);
        var mistakes = MatchingMistakes.Of(recogniser, result, set.Entries, set.Truth, Math.Clamp(parsed.GetValue(Mistakes), 0, 1000));
        context.Output.Write(
            new { name = "matching", labelled = new { records = set.Entries.Count, quality, perSecond, comparisonsPerRecord = comparisons, result.Counts.BlocksGivenUp, mistakes } },
            console => Show(console, [new LevelResult("labelled", 0, set.Entries.Count, quality, [], perSecond, comparisons, result.Counts.BlocksGivenUp, mistakes)], []));
    }

    private static MatchingRules RulesOf(VerbContext context, string? file) =>
        file is null ? MatchingRulesFile.Load(context.Home.Roots) : MatchingRulesFile.LoadFile(file);

    private static List<NoiseLevel> LevelsOf(string? name)
    {
        var levels = NoiseLevel.All.Where(l => name is null || l.Name == name).ToList();
        return levels.Count > 0 ? levels : throw new ExchangeException(FailureKind.Configuration, $"There is no level '{name}'.", "Choose low, middle or high.");
    }

    private static List<int> SizesOf(string text) => text == "none" ? [] : [.. text.Split(',').Select(part =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1000 and <= MostRecords
            ? size
            : throw new ExchangeException(FailureKind.Configuration, $"'{part}' is no size.", $"Give whole numbers from 1000 to {MostRecords}, joined by commas."))];

    private static double? Growth(List<ScaleResult> scales, Func<ScaleResult, double> time) =>
        scales.Count < 2 ? null : Math.Round(time(scales[^1]) / time(scales[0]), 3);

    private static void Show(IAnsiConsole console, List<LevelResult> results, List<ScaleResult> scales)
    {
        var table = new Table().RoundedBorder().AddColumns("level", "seed", "true pairs", "precision (≥, 95 %)", "recall", "F1", "with candidates", "to a person", "records/s", "comparisons/record");
        foreach (var r in results)
        {
            var q = r.Quality;
            table.AddRow(
                r.Level, Whole(r.Seed), Whole(q.True), $"{Share(q.Precision)} ({Share(q.PrecisionLower)})", Share(q.Recall), Share(q.F1), Share(q.CandidateRecall),
                q.ToPerson.ToString("0.00 %", CultureInfo.InvariantCulture), Whole(r.PerSecond), r.ComparisonsPerRecord.ToString("0.0", CultureInfo.InvariantCulture));
            foreach (var b in r.Baseline)
            {
                table.AddRow($"  join on {b.Join}", "", "", Share(b.Precision), Share(b.Recall), "", "", "", "", "");
            }
        }

        console.Write(table);
        foreach (var (level, mistake) in results.SelectMany(r => r.Mistakes.Select(m => (r.Level, m))))
        {
            console.MarkupLineInterpolated($"{level}: {mistake}");
        }

        if (scales.Count > 0)
        {
            var sizes = new Table().RoundedBorder().AddColumns("records", "seconds", "records/s", "µs/record", "CPU µs/record", "comparisons/record", "keys/record", "blocks divided", "given up", "prepare / compare / assign s");
            foreach (var s in scales)
            {
                sizes.AddRow(
                    Whole(s.Records), s.Seconds.ToString("0.00", CultureInfo.InvariantCulture), Whole(s.PerSecond), s.MicrosecondsPerRecord.ToString("0.0", CultureInfo.InvariantCulture), s.CpuMicrosecondsPerRecord.ToString("0.0", CultureInfo.InvariantCulture),
                    s.ComparisonsPerRecord.ToString("0.0", CultureInfo.InvariantCulture), s.KeysPerRecord.ToString("0.0", CultureInfo.InvariantCulture), Whole(s.BlocksDivided), Whole(s.BlocksGivenUp),
                    string.Create(CultureInfo.InvariantCulture, $"{s.PrepareSeconds:0.00} / {s.CompareSeconds:0.00} / {s.AssignSeconds:0.00}"));
            }

            console.Write(sizes);
            if (scales.Count > 1)
            {
                console.MarkupLineInterpolated($"From the smallest to the largest the time for a record grows {Growth(scales, s => s.MicrosecondsPerRecord):0.00} ×, its processor time {Growth(scales, s => s.CpuMicrosecondsPerRecord):0.00} ×.");
            }
        }
    }

    private static string Share(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
