using Exchange.Abstractions.Sources;
using Exchange.Testing.Records;

namespace Exchange.Testing.Sources;

/// <summary>A row that is committed late, dated within the look-back, is read by the next read.</summary>
internal sealed class LateRowsCheck : IStreamCheck
{
    public string Name => "late-rows";

    public async Task<Verdict> RunAsync(StreamBench bench, CancellationToken cancellationToken)
    {
        var options = bench.Bench.Options;
        if (options.AddLate is not { } add)
        {
            return Verdict.Skipped("nothing adds rows at the source: name a program under conformance: late");
        }

        if (!options.Write)
        {
            return Verdict.Skipped("it writes to the system: --write, against a test system");
        }

        var first = await bench.ReadAsync(bench.FirstLoad, cancellationToken);
        if (first.Cut)
        {
            return Verdict.Skipped("the stream holds more records than the test reads");
        }

        var missed = 0;
        var added = 0;
        foreach (var at in Times(first, bench))
        {
            var keys = await add(new LateRows(bench.Stream.Name, at), cancellationToken);
            var second = (await bench.ReadAsync(new ReadRequest(bench.Stream.Name) { Cursor = first.Cursor }, cancellationToken)).Keys;
            added += keys.Count;
            missed += keys.Count(k => !second.Contains(k));
        }

        return (added, missed) switch
        {
            (0, _) => Verdict.Failed("the program that adds late rows told no key of a row"),
            (_, 0) => Verdict.Passed,
            _ => Verdict.Failed($"{missed} of {added} rows that appeared late, within the look-back, are not read"),
        };
    }

    private static IEnumerable<DateTimeOffset> Times(StreamReading first, StreamBench bench)
    {
        var at = CursorTime.Of(first.Cursor) ?? first.Records.Max(r => r.Version) ?? DateTimeOffset.UnixEpoch.AddYears(50);
        yield return at;
        if (bench.Stream.Cursor?.Lookback is { } lookback && lookback > TimeSpan.FromSeconds(2))
        {
            yield return at - (lookback / 2);
        }
    }
}
