using System.CommandLine;
using System.Globalization;
using Exchange.Abstractions.Failures;
using Exchange.Host.Cli.Conformance;
using Exchange.Host.Composition;
using Exchange.Testing;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange connector test</c>: the checks every connector must pass, against the configured systems.</summary>
internal static class ConnectorTestVerb
{
    // Systems do not disturb each other; a machine has only so many cores.
    private const int AtOnce = 4;

    private static readonly Argument<string?> Id = new("id") { Description = "A system, or one stream of it: system/stream. All where none is named.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> Write = new("--write") { Description = "Also run the checks that write: acknowledgements, late rows, deliveries. Against a test system only." };
    private static readonly Option<int> Limit = new("--limit") { Description = "How many records a read takes at most.", DefaultValueFactory = _ => 2000 };

    public static Command Create()
    {
        var test = new Command("test", "Prove that connectors do what the hub relies on; reads only, unless --write.") { Id, Write, Limit };
        test.Runs(RunAsync);
        return test;
    }

    private static async Task<int> RunAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var limit = parsed.GetValue(Limit);
        if (limit < 2)
        {
            throw new ExchangeException(FailureKind.Configuration, $"--limit {limit} is too few records to test with.", "Write 2 or more.");
        }

        var files = context.LoadFiles();
        var tester = new ConnectorTester(files, parsed.GetValue(Write), limit);
        var chosen = parsed.GetValue(Id) is { } id ? [tester.Find(id)] : files.Connectors.Select(c => (Connector: c, Stream: (string?)null)).ToArray();
        var reports = new ConformanceReport[chosen.Length];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, chosen.Length),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (place, token) => reports[place] = await tester.TestAsync(chosen[place].Connector, chosen[place].Stream, token).ConfigureAwait(false)).ConfigureAwait(false);
        context.Output.Write(Document(reports), console => Show(console, reports));
        var failed = reports.Where(r => r.Failed > 0).ToList();
        return failed.Count == 0 ? ExitCodes.Done : failed.TrueForAll(r => r.Unreachable) ? ExitCodes.Unreachable : ExitCodes.Attention;
    }

    private static object Document(IEnumerable<ConformanceReport> reports) => new
    {
        connectors = reports.Select(r => new
        {
            id = r.Connector,
            passed = r.Passed,
            failed = r.Failed,
            skipped = r.Skipped.Select(s => new { check = s.Check, reason = s.Reason, stream = s.Stream }),
            unreachable = r.Unreachable,
            checks = r.Outcomes.Select(o => new { check = o.Check, stream = o.Stream, state = o.State, reason = o.Reason, seconds = Math.Round(o.Took.TotalSeconds, 2) }),
        }),
    };

    private static void Show(IAnsiConsole console, IReadOnlyList<ConformanceReport> reports)
    {
        foreach (var report in reports)
        {
            var seconds = report.Outcomes.Sum(o => o.Took.TotalSeconds).ToString("0.0", CultureInfo.InvariantCulture);
            var colour = report.Failed > 0 ? "red" : report.Passed > 0 ? "green" : "grey";
            console.MarkupLine($"[bold {colour}]{Markup.Escape(report.Connector)}[/]  {report.Passed} passed, {report.Failed} failed, {report.Skipped.Count()} skipped  [grey]{seconds} s[/]");
            foreach (var stream in report.Outcomes.GroupBy(o => o.Stream))
            {
                Show(console, stream.Key, [.. stream]);
            }
        }

        console.MarkupLineInterpolated($"{reports.Count} connectors: {reports.Sum(r => r.Passed)} checks passed, {reports.Sum(r => r.Failed)} failed, {reports.Sum(r => r.Skipped.Count())} skipped");
    }

    private static void Show(IAnsiConsole console, string? stream, IReadOnlyList<CheckOutcome> outcomes)
    {
        var place = stream is null ? "" : $"{Markup.Escape(stream)}: ";
        var passed = outcomes.Where(o => o.State == CheckState.Passed).Select(o => o.Check).ToList();
        if (passed.Count > 0)
        {
            console.MarkupLine($"  [green]passed[/]  {place}{string.Join(", ", passed)}");
        }

        foreach (var failure in outcomes.Where(o => o.State == CheckState.Failed))
        {
            console.MarkupLine($"  [red]failed[/]  {place}[bold]{failure.Check}[/]: {Markup.Escape(failure.Reason ?? "")}");
        }

        foreach (var reason in outcomes.Where(o => o.State == CheckState.Skipped).GroupBy(o => o.Reason))
        {
            console.MarkupLine($"  [grey]skipped {place}{string.Join(", ", reason.Select(r => r.Check))}: {Markup.Escape(reason.Key ?? "")}[/]");
        }
    }
}
