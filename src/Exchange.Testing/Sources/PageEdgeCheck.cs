using Exchange.Abstractions.Sources;
using Exchange.Testing.Records;

namespace Exchange.Testing.Sources;

/// <summary>Records of the same second are not lost where a page ends between them.</summary>
internal sealed class PageEdgeCheck : IStreamCheck
{
    public string Name => "page-edge";

    public async Task<Verdict> RunAsync(StreamBench bench, CancellationToken cancellationToken)
    {
        var full = await bench.FullAsync(cancellationToken);
        var size = EdgeWithin(full.Records);
        if (size is null)
        {
            return Verdict.Skipped("no two neighbouring records share a second");
        }

        var reading = await bench.ReadAsync(new ReadRequest(bench.Stream.Name) { Full = true }, cancellationToken, batch: size);
        if (!Edges(reading, full.Records) && !Edges(full, full.Records))
        {
            return Verdict.Skipped("no page ends between records of the same second, whatever the size asked for");
        }

        var read = reading.Keys;
        var lost = full.Cut || reading.Cut ? Covered(full, read) : full.Keys.Count(k => !read.Contains(k));
        return lost == 0 ? Verdict.Passed : Verdict.Failed($"{lost} of {full.Records.Count} records are lost with pages of {size}: a page ends between records of the same second");
    }

    // The first place where a page of that size ends between two records of one second.
    private static int? EdgeWithin(IReadOnlyList<SeenRecord> records)
    {
        var fallback = (int?)null;
        for (var i = 1; i < records.Count; i++)
        {
            if (records[i].Version is { } version && version == records[i - 1].Version)
            {
                // Very small pages would take very many requests.
                if (i * 20 >= records.Count)
                {
                    return i;
                }

                fallback ??= i;
            }
        }

        return fallback;
    }

    // By the order of the full read: what comes after a page's end there may be just what is lost here.
    private static bool Edges(StreamReading reading, IReadOnlyList<SeenRecord> order)
    {
        var ends = reading.Pages.SkipLast(1).Where(p => p.Records.Count > 0).Select(p => p.Records[^1].Key).ToHashSet();
        return Enumerable.Range(0, Math.Max(0, order.Count - 1)).Any(i => ends.Contains(order[i].Key) && order[i].Version is { } version && order[i + 1].Version == version);
    }

    // Of a read that was cut only what lies before the last second it reached can be compared.
    private static int Covered(StreamReading full, HashSet<string> read)
    {
        var last = full.Records.LastOrDefault(r => r.Key is not null && read.Contains(r.Key))?.Version;
        return full.Records.Count(r => r.Version < last && r.Key is not null && !read.Contains(r.Key));
    }
}
