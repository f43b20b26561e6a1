using System.CommandLine;
using System.Globalization;
using Exchange.Host.Bench;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange bench connectors</c>: how fast each kind reads beside a bare loop over its driver.</summary>
internal static class ConnectorBenchVerb
{
    private static readonly Option<int> Records = new("--records") { Description = "How many records a pass reads.", DefaultValueFactory = _ => 100_000 };
    private static readonly Option<int> Passes = new("--passes") { Description = "How many passes each side makes; the median counts.", DefaultValueFactory = _ => 5 };
    private static readonly Argument<string> Id = new("id") { Description = "The system." };

    public static Command Create()
    {
        var command = new Command("connectors", "How fast each kind reads, beside a bare loop over its driver.") { Records, Passes };
        command.Runs(RunAsync);
        return command;
    }

    /// <summary>The pass that the measurement starts in a process of its own.</summary>
    public static Command CreatePass()
    {
        var pass = new Command("read-pass", "One read, for the measurement itself.") { Id };
        pass.Hidden = true;
        pass.Runs((context, parsed, cancellationToken) => ReadPass.RunAsync(context, parsed.GetRequiredValue(Id), cancellationToken));
        return pass;
    }

    private static async Task<int> RunAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var bench = new ConnectorBench(context, Math.Clamp(parsed.GetValue(Records), 1_000, 5_000_000), Math.Clamp(parsed.GetValue(Passes), 1, 50));
        var rates = await bench.RunAsync(cancellationToken).ConfigureAwait(false);
        context.Output.Write(
            new
            {
                name = "connectors",
                kinds = rates.Select(r => new
                {
                    kind = r.Kind,
                    records = r.Records,
                    hub = new { perSecond = r.HubPerSecond, rates = r.Hub, peakMemoryMb = r.PeakMemoryMb },
                    baseline = new { perSecond = r.BaselinePerSecond, rates = r.Baseline },
                    ratio = r.Ratio,
                    aim = r.Aim,
                }),
            },
            console => Write(console, rates));
        return ExitCodes.Done;
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<ConnectorRate> rates)
    {
        var table = new Table().RoundedBorder().AddColumns("kind", "connector records/s", "bare loop records/s", "ratio", "aim", "peak MB");
        foreach (var rate in rates)
        {
            table.AddRow(
                rate.Kind,
                rate.HubPerSecond.ToString("N0", CultureInfo.InvariantCulture),
                rate.BaselinePerSecond.ToString("N0", CultureInfo.InvariantCulture),
                rate.Ratio.ToString("P0", CultureInfo.InvariantCulture),
                rate.Aim.ToString("P0", CultureInfo.InvariantCulture),
                rate.PeakMemoryMb.ToString("0", CultureInfo.InvariantCulture));
        }

        console.Write(table);
    }
}
