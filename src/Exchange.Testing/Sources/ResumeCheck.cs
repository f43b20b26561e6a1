using Exchange.Abstractions.Sources;
using Exchange.Testing.Records;

namespace Exchange.Testing.Sources;

/// <summary>A read that is cancelled between two pages ends at once, and its cursor brings the rest.</summary>
internal sealed class ResumeCheck : IStreamCheck
{
    public string Name => "resume";

    public async Task<Verdict> RunAsync(StreamBench bench, CancellationToken cancellationToken)
    {
        var full = await bench.FullAsync(cancellationToken);
        if (full.Records.Count < 2)
        {
            return Verdict.Skipped("the stream has fewer than two records");
        }

        var batch = Math.Max(1, Math.Min(bench.Stream.Batch, full.Records.Count / 5));
        var (first, late) = await CancelAsync(bench, batch, cancellationToken);
        if (late is not null)
        {
            return Verdict.Failed(late);
        }

        if (first is null || first.Last)
        {
            return Verdict.Skipped("everything comes in one page");
        }

        if (first.Cursor is null)
        {
            return Verdict.Skipped("the stream keeps no cursor: what is not acknowledged is read again");
        }

        var rest = await bench.ReadAsync(new ReadRequest(bench.Stream.Name) { Cursor = first.Cursor }, cancellationToken, batch);
        if (rest.Cut || full.Cut)
        {
            return rest.Records.Count > 0 ? Verdict.Passed : Verdict.Failed("a read that goes on from the cursor of its first page brings nothing more");
        }

        var read = rest.Keys;
        read.UnionWith(first.Records.Select(r => r.Key).OfType<string>());
        var lost = full.Keys.Count(k => !read.Contains(k));
        return lost == 0 ? Verdict.Passed : Verdict.Failed($"{lost} of {full.Records.Count} records are lost when a read is cancelled after its first page and goes on from that page's cursor");
    }

    private static async Task<(SeenPage? First, string? Late)> CancelAsync(StreamBench bench, int batch, CancellationToken cancellationToken)
    {
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var source = bench.Bench.Open(bench.Bench.WithBatch(bench.Stream.Name, batch));
        var pages = source.ReadAsync(bench.FirstLoad, cancelling.Token).GetAsyncEnumerator(cancelling.Token);
        SeenPage? first = null;
        while (first is not { Records.Count: > 0 } && await pages.MoveNextAsync())
        {
            var page = pages.Current;
            first = new SeenPage(
                [.. page.Records.Select(r => new SeenRecord(r.SourceKey, r.CaseKey, r.Version, r.Fault, null, ""))], page.Cursor, page.Last, page.Complete, page.Fetches);
        }

        if (first is null || first.Last)
        {
            await pages.DisposeAsync();
            return (first, null);
        }

        await cancelling.CancelAsync();
        return (first, await EndsAsync(pages, bench.Bench.Options.CancelledWithin));
    }

    // One page may have been on its way already.
    private static async Task<string?> EndsAsync(IAsyncEnumerator<SourcePage> pages, TimeSpan within)
    {
        var more = 0;
        while (true)
        {
            var next = pages.MoveNextAsync().AsTask();
            try
            {
                if (!await next.WaitAsync(within))
                {
                    break;
                }

                if (++more > 1)
                {
                    await pages.DisposeAsync();
                    return "a cancelled read goes on to further pages";
                }
            }
            catch (TimeoutException) when (!next.IsCompleted)
            {
                // It cannot be closed while it works; it is left to its own end.
                return "a cancelled read does not end";
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await pages.DisposeAsync();
        return null;
    }
}
