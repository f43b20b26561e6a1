using System.Diagnostics;
using Exchange.Abstractions.Sources;
using Exchange.Host.Cli;

namespace Exchange.Host.Bench;

/// <summary>One read of a stream through its connector, in a process of its own: what the hub gets, without what it does with it.</summary>
internal static class ReadPass
{
    /// <summary>Runs the pass and answers with its figures.</summary>
    public static async Task<int> RunAsync(VerbContext context, string id, CancellationToken cancellationToken)
    {
        using var session = ConnectorSession.Open(context, id);
        await using var source = session.Connectors.Source(session.Declaration.Id);
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var (records, bytes) = (0, 0L);
        await foreach (var page in source.ReadAsync(new ReadRequest(session.Streams[0].Name) { Full = true }, cancellationToken).ConfigureAwait(false))
        {
            records += page.Records.Count;
            foreach (var record in page.Records)
            {
                bytes += record.Json.Length;
            }
        }

        var seconds = clock.Elapsed.TotalSeconds;
        process.Refresh();
        context.Output.Write(
            new
            {
                records,
                bytes,
                seconds = Math.Round(seconds, 3),
                perSecond = Math.Round(records / seconds),
                cpuSeconds = Math.Round((process.TotalProcessorTime - cpu).TotalSeconds, 2),
                peakMemoryMb = Math.Round(process.PeakWorkingSet64 / 1048576d),
            },
            _ => { });
        return ExitCodes.Done;
    }
}
