using Exchange.Abstractions.Sources;
using Exchange.Testing.Records;

namespace Exchange.Testing.Sources;

/// <summary>A cursor in the far future reads nothing.</summary>
internal sealed class FarFutureCheck : IStreamCheck
{
    private const int Years = 20;

    public string Name => "far-future";

    public async Task<Verdict> RunAsync(StreamBench bench, CancellationToken cancellationToken)
    {
        var full = await bench.FullAsync(cancellationToken);
        if (!CursorTime.IsTime(full.Cursor))
        {
            return Verdict.Skipped("the stream keeps no cursor of time");
        }

        var latest = full.Records.Max(r => r.Version) ?? DateTimeOffset.UnixEpoch.AddYears(60);
        var reading = await bench.ReadAsync(new ReadRequest(bench.Stream.Name) { Cursor = CursorTime.Text(latest.AddYears(Years)) }, cancellationToken);

        // A row that is dated 9999 has no version, and is read.
        var read = reading.Records.Count(r => r.Version is not null);
        return read == 0 ? Verdict.Passed : Verdict.Failed($"a cursor {Years} years ahead reads {read} records; it must read none");
    }
}
