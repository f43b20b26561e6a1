using Exchange.Abstractions.Sources;
using Exchange.Testing.Records;

namespace Exchange.Testing.Sources;

/// <summary>Two full reads bring the same, fields under <c>ignore</c> aside.</summary>
internal sealed class FullReadTwiceCheck : IStreamCheck
{
    public string Name => "full-read-twice";

    public async Task<Verdict> RunAsync(StreamBench bench, CancellationToken cancellationToken)
    {
        var first = await bench.FullAsync(cancellationToken);
        var second = (await bench.ReadAsync(new ReadRequest(bench.Stream.Name) { Full = true }, cancellationToken)).ByKey();
        if (first.Records.Count == 0)
        {
            return second.Count == 0 ? Verdict.Skipped("the stream has no records") : Verdict.Failed($"the first full read brought nothing, the second {second.Count} records");
        }

        var lost = 0;
        var changed = new List<(SeenRecord First, SeenRecord Second)>();
        foreach (var (key, record) in first.ByKey())
        {
            if (!second.TryGetValue(key, out var again))
            {
                lost++;
            }
            else if (again.Content != record.Content && (again.Version is null || again.Version == record.Version))
            {
                // A newer version is an edit that was made meanwhile.
                changed.Add((record, again));
            }
        }

        if (lost > 0)
        {
            return Verdict.Failed($"{lost} of {first.Records.Count} records of a full read are missing in the next one");
        }

        if (changed.Count > 0)
        {
            var fields = changed.SelectMany(c => CanonicalText.Differences(c.First.Content, c.Second.Content)).Distinct().Order(StringComparer.Ordinal).Take(5);
            return Verdict.Failed($"{changed.Count} of {first.Records.Count} records differ between two reads of the same version, in {string.Join(", ", fields)}; put fields that change at every read under 'ignore'");
        }

        return Verdict.Passed;
    }
}
