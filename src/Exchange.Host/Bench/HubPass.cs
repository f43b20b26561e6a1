using System.Diagnostics;
using Exchange.Host.Cli;
using Exchange.Host.Composition;
using Exchange.Pipeline.Delivery;
using Exchange.Pipeline.Pulling;

namespace Exchange.Host.Bench;

/// <summary>One pass of the hub, in a process of its own: pull everything, deliver everything, both at the same time.</summary>
internal static class HubPass
{
    /// <summary>Runs the pass and answers with its figures.</summary>
    public static async Task<int> RunAsync(VerbContext context, CancellationToken cancellationToken)
    {
        await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var pulling = hub.Work.PullAsync("provincial-hall/cases", new PullOptions(), null, cancellationToken);
        var delivered = 0;
        var sending = new Dictionary<string, double>(StringComparer.Ordinal);
        while (true)
        {
            var last = pulling.IsCompleted;
            var report = await hub.Work.DeliverAsync("unified-platform", new DeliverOptions(), null, cancellationToken).ConfigureAwait(false);
            delivered += report.Delivered;
            foreach (var (stage, time) in report.Stages)
            {
                sending[stage] = sending.GetValueOrDefault(stage) + Math.Round(time.TotalSeconds, 3);
            }

            if (report.Failure is not null)
            {
                throw report.Failure;
            }

            if (last)
            {
                break;
            }

            await Task.WhenAny(pulling, Task.Delay(1500, cancellationToken)).ConfigureAwait(false);
        }

        var run = await pulling.ConfigureAwait(false);
        if (run.Failure is not null)
        {
            throw run.Failure;
        }

        var seconds = clock.Elapsed.TotalSeconds;
        process.Refresh();
        context.Output.Write(
            new
            {
                records = run.Counts.Pulled,
                mapped = run.Counts.Mapped,
                delivered,
                seconds = Math.Round(seconds, 3),
                perSecond = Math.Round(run.Counts.Pulled / seconds),
                cpuSeconds = Math.Round((process.TotalProcessorTime - cpu).TotalSeconds, 2),
                peakMemoryMb = Math.Round(process.PeakWorkingSet64 / 1048576d),
                suite = hub.Files.Security.Sealer.Suite,
                stages = new
                {
                    fetch = Math.Round(run.Stages.Fetch.TotalSeconds, 3),
                    map = Math.Round(run.Stages.Map.TotalSeconds, 3),
                    look = Math.Round(run.Stages.Look.TotalSeconds, 3),
                    assemble = Math.Round(run.Stages.Assemble.TotalSeconds, 3),
                    write = Math.Round(run.Stages.Write.TotalSeconds, 3),
                    pull = Math.Round(run.Elapsed.TotalSeconds, 3),
                    deliver = sending,
                },
            },
            _ => { });
        return ExitCodes.Done;
    }
}
