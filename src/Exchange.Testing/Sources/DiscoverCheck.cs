using Exchange.Testing.Records;

namespace Exchange.Testing.Sources;

/// <summary>Discovery tells every field that records have.</summary>
internal sealed class DiscoverCheck : IStreamCheck
{
    // A kind may tell the fields of a sample; what only later records have need not be in it.
    private const int Sample = 20;

    public string Name => "discover";

    public async Task<Verdict> RunAsync(StreamBench bench, CancellationToken cancellationToken)
    {
        // A folder whose files were all read and moved away has nothing to discover.
        var full = await bench.FullAsync(cancellationToken);
        if (full.Records.Count == 0)
        {
            return Verdict.Skipped("the stream has no records");
        }

        await using var source = bench.Bench.Open();
        var shape = await source.DiscoverAsync(bench.Stream.Name, cancellationToken);

        var told = shape.Fields.Keys.Select(Top).ToHashSet(StringComparer.Ordinal);
        var missing = full.Records.Take(Sample).SelectMany(r => CanonicalText.Names(r.Content)).Distinct().Where(n => !told.Contains(n)).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            return Verdict.Failed($"records have fields that discover does not tell: {string.Join(", ", missing.Take(5))}{(missing.Count > 5 ? " …" : "")}");
        }

        var foreign = bench.Stream.Key.Append(bench.Stream.CaseKey).Select(k => k.StartsWith("$.", StringComparison.Ordinal) ? k[2..] : k).Select(Top).FirstOrDefault(k => !told.Contains(k));
        return foreign is null ? Verdict.Passed : Verdict.Failed($"discover does not tell the key field '{foreign}'");
    }

    private static string Top(string path)
    {
        var end = path.AsSpan().IndexOfAny('.', '[');
        return end < 0 ? path : path[..end];
    }
}
