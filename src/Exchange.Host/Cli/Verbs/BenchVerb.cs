using System.CommandLine;
using System.Globalization;
using Exchange.Host.Bench;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange bench</c>: measures the hub against a hand-written program.</summary>
internal static class BenchVerb
{
    private static readonly Option<int> Records = new("--records") { Description = "How many records a pass moves.", DefaultValueFactory = _ => 100_000 };
    private static readonly Option<int> Passes = new("--passes") { Description = "How many passes each side makes; the median counts.", DefaultValueFactory = _ => 5 };

    public static Command Create()
    {
        var pipeline = new Command("pipeline", "Pull, map, recognise and deliver, against a program doing the same by hand.") { Records, Passes };
        pipeline.Runs(RunAsync);
        var pass = new Command("hub-pass", "One pass, for the measurement itself.") { Hidden = true };
        pass.Runs((context, _, cancellationToken) => HubPass.RunAsync(context, cancellationToken));
        return new Command("bench", "Measure the hub against a hand-written program in the same run.") { pipeline, pass, ConnectorBenchVerb.Create(), ConnectorBenchVerb.CreatePass(), DraftBenchVerb.Create(), MatchingBenchVerb.Create() };
    }

    private static async Task<int> RunAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var bench = new PipelineBench(context, Math.Clamp(parsed.GetValue(Records), 1_000, 5_000_000), Math.Clamp(parsed.GetValue(Passes), 1, 50));
        var result = await bench.RunAsync(cancellationToken).ConfigureAwait(false);
        context.Output.Write(
            new { name = "pipeline", records = result.Records, passes = result.Passes, hub = result.Hub, baseline = result.Baseline, ratio = result.Ratio },
            console =>
            {
                var table = new Table().RoundedBorder().AddColumns("", "records/s (median)", "CPU s", "peak MB", "statements/1000", "round trips/1000");
                Row(table, $"hub ({result.Hub.Suite})", result.Hub);
                Row(table, "baseline", result.Baseline);
                console.Write(table);
                console.MarkupLineInterpolated($"The hub reaches {result.Ratio:P0} of the hand-written program.");
                console.MarkupLineInterpolated($"Seconds by stage (they overlap): {result.Hub.Stages?.ToString() ?? ""}");
            });
        return ExitCodes.Done;
    }

    private static void Row(Table table, string name, BenchSide side) => table.AddRow(
        Markup.Escape(name),
        side.PerSecond.ToString("N0", CultureInfo.InvariantCulture),
        side.CpuSeconds.ToString("0.0", CultureInfo.InvariantCulture),
        side.PeakMemoryMb.ToString("0", CultureInfo.InvariantCulture),
        side.StatementsPer1000.ToString("0.0", CultureInfo.InvariantCulture),
        side.RoundTripsPer1000.ToString("0.0", CultureInfo.InvariantCulture));
}
