using Exchange.Abstractions.Sources;
using Exchange.Testing.Records;

namespace Exchange.Testing.Sources;

/// <summary>A read that goes on from a cursor brings nothing older than the cursor less the look-back, and what is newer.</summary>
internal sealed class LookBackCheck : IStreamCheck
{
    public string Name => "look-back";

    public async Task<Verdict> RunAsync(StreamBench bench, CancellationToken cancellationToken)
    {
        var full = await bench.FullAsync(cancellationToken);
        if (!CursorTime.IsTime(full.Cursor))
        {
            return Verdict.Skipped("the stream keeps no cursor of time");
        }

        var versions = full.Records.Select(r => r.Version).OfType<DateTimeOffset>().Order().ToList();
        if (versions.Count == 0)
        {
            return Verdict.Skipped("no record has a version");
        }

        // From within what is known, so that there is something on both sides; and from where the hub would go on.
        foreach (var at in new[] { versions[versions.Count * 3 / 4], CursorTime.Of(full.Cursor) }.OfType<DateTimeOffset>().Distinct())
        {
            var verdict = await FromAsync(bench, at, full, cancellationToken);
            if (verdict.State == CheckState.Failed)
            {
                return verdict;
            }
        }

        return Verdict.Passed;
    }

    private static async Task<Verdict> FromAsync(StreamBench bench, DateTimeOffset at, StreamReading full, CancellationToken cancellationToken)
    {
        var reading = await bench.ReadAsync(new ReadRequest(bench.Stream.Name) { Cursor = CursorTime.Text(at) }, cancellationToken);
        var bound = at - CursorTime.Reach(bench.Stream, bench.Bench.Declaration.TimeZone, full.Records.Select(r => r.Version).OfType<DateTimeOffset>());
        var older = reading.Records.Count(r => r.Version < bound);
        if (older > 0)
        {
            return Verdict.Failed($"{older} of {reading.Records.Count} records are older than the cursor less the look-back: the cursor does not narrow the read");
        }

        var read = reading.Keys;
        var missed = reading.Cut || full.Cut ? 0 : full.Records.Count(r => r.Version > at && r.Key is not null && !read.Contains(r.Key));
        return missed == 0 ? Verdict.Passed : Verdict.Failed($"{missed} records newer than the cursor are not read from it");
    }
}
