using Exchange.Abstractions.Sources;
using Exchange.Testing.Records;

namespace Exchange.Testing.Sources;

/// <summary>Only a whole read says that it is one, so that an empty, cut or half-read listing withdraws nothing.</summary>
internal sealed class CompleteListingCheck : IStreamCheck
{
    public string Name => "complete-listing";

    public async Task<Verdict> RunAsync(StreamBench bench, CancellationToken cancellationToken)
    {
        var full = await bench.FullAsync(cancellationToken);
        if (full.Pages.SkipLast(1).Any(p => p.Complete))
        {
            return Verdict.Failed("a page before the last says that the read is complete");
        }

        var claims = full.Pages.Count > 0 && full.Pages[^1].Complete;
        if (!claims && bench.Stream.Deletions is not null && !full.Cut)
        {
            return Verdict.Failed("the stream declares 'deletions', and a full read never says that it is complete: nothing would ever be deleted");
        }

        if (full.Records.Count < 2)
        {
            return claims || bench.Stream.Deletions is not null ? Verdict.Skipped("the stream has fewer than two records") : Verdict.Passed;
        }

        var batch = Math.Max(1, Math.Min(bench.Stream.Batch, full.Records.Count / 3));
        var cut = await bench.ReadAsync(new ReadRequest(bench.Stream.Name) { Full = true, Limit = 1 }, cancellationToken, batch);
        if (cut.Records.Count < full.Records.Count && cut.Pages.Any(p => p.Complete))
        {
            return Verdict.Failed("a read that was stopped at its limit says that it is complete");
        }

        var first = await bench.ReadAsync(bench.FirstLoad, cancellationToken, batch, pages: 1);
        if (first is { Cursor: { } cursor, Pages: [{ Last: false }] })
        {
            var rest = await bench.ReadAsync(new ReadRequest(bench.Stream.Name) { Cursor = cursor }, cancellationToken, batch);
            if (rest.Pages.Any(p => p.Complete))
            {
                return Verdict.Failed("a read that went on from a page's cursor says that it is complete");
            }
        }

        return Verdict.Passed;
    }
}
