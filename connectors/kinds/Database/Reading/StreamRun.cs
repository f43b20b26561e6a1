using System.Runtime.CompilerServices;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Database.Reading;

/// <summary>One read of a stream, page after page with the next one fetched ahead. Each page goes on after the last row of the one before.</summary>
internal sealed class StreamRun(DatabaseSource source, DatabaseStream stream, ReadRequest request, TimeZoneInfo zone)
{
    private readonly ReadWindow _window = new(stream, request, zone);

    public async IAsyncEnumerable<SourcePage> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var types = await source.TypesAsync(stream, cancellationToken);
        var now = await source.NowAsync(stream, cancellationToken);
        var progress = _window.Begin(types, now);
        var selection = _window.Select(progress, types, now);
        var time = _window.Time(types);
        var records = new RecordReader(stream.Declaration, time is null ? null : stream.Forward, time);
        var notices = await NoticesAsync(progress, cancellationToken);
        await using var session = stream.By == Selection.KeyDiff ? await SnapshotAsync(notices, cancellationToken) : null;
        var whole = selection;
        var expected = session is null ? -1 : await source.CountAsync(whole, session, cancellationToken);
        var seen = 0L;
        var keyless = stream.PagesByKey ? await source.CountAsync(whole with { Keyless = true }, session, cancellationToken) : 0;
        if (keyless > 0)
        {
            // They cannot be paged by a key they do not have: one page of them comes first.
            selection = selection with { Keyless = true };
            notices.Add($"{keyless} rows without a key");
        }

        var buffers = new PageBuffers();
        using var ahead = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = source.PageAsync(selection, buffers, session, ahead.Token);
        try
        {
            while (true)
            {
                using var page = await next;
                var last = page.Count < selection.Limit && !page.Cut && !selection.Keyless;
                seen += selection.Keyless ? 0 : page.Count;
                var stop = last || seen >= request.Limit;
                if (!stop)
                {
                    // The database works on the next page while this one is taken apart.
                    selection = selection.Keyless ? whole : selection with { After = page.Position, Limit = _window.Limit(seen) };
                    next = source.PageAsync(selection, buffers, session, ahead.Token);
                }

                var (rows, odd) = page.Records(records, now);
                foreach (var record in rows)
                {
                    progress = progress.See(record.Version);
                    keyless += record.SourceKey is null ? 1 : 0;
                }

                progress = last ? progress.Complete(page.Position) : progress.GoOn(page.Position);
                var complete = last && session is not null && Proven(expected, seen, keyless > 0, notices);
                yield return new SourcePage(rows, _window.Backfill ? null : progress.Text)
                {
                    Last = last,
                    Fetches = page.Fetches,
                    Notices = [.. notices, .. odd],
                    Complete = complete,
                };
                if (stop)
                {
                    yield break;
                }

                notices.Clear();
            }
        }
        finally
        {
            await ahead.CancelAsync();
            await DropAsync(next);
        }
    }

    // Only a read that showed as many rows as the same snapshot counts, and not none, tells which keys are gone.
    private bool Proven(long expected, long seen, bool keyless, List<string> notices)
    {
        if (expected != seen)
        {
            notices.Add($"{seen} of {expected} rows were listed: nothing counts as gone");
        }
        else if (seen == 0)
        {
            notices.Add("the listing is empty: nothing counts as gone");
        }
        else if (keyless)
        {
            notices.Add("rows without a key were listed: nothing counts as gone");
        }

        return expected == seen && seen > 0 && !keyless && !_window.Backfill && request.Limit is null;
    }

    private async Task<SnapshotSession?> SnapshotAsync(List<string> notices, CancellationToken cancellationToken)
    {
        SnapshotSession? session = null;
        try
        {
            session = await source.SnapshotAsync(stream, cancellationToken);

            // Some databases refuse a snapshot only with its first statement.
            await source.ProbeAsync(stream, session, cancellationToken);
            return session;
        }
        catch (ExchangeException exception) when (exception.Kind == FailureKind.Configuration)
        {
            if (session is not null)
            {
                await session.DisposeAsync();
            }

            notices.Add("the database allows no snapshot: nothing counts as gone");
            return null;
        }
    }

    private async Task<List<string>> NoticesAsync(ReadProgress progress, CancellationToken cancellationToken)
    {
        // Rows without a time or version are never reached by a read forward; a whole load says how many there are.
        var column = stream.By == Selection.Watermark ? stream.Time : stream.By == Selection.Version ? stream.Lead : null;
        if (column is null || stream.Query is not null || _window.Backfill || progress.Resumes || (progress.Reached && !request.Full))
        {
            return [];
        }

        var without = await source.CountWithoutAsync(stream, column, cancellationToken);
        return without == 0 ? [] : [$"{without} rows without '{column}' are not read"];
    }

    private static async Task DropAsync(Task<RowPage> fetch)
    {
        try
        {
            (await fetch).Dispose();
        }
        catch (Exception)
        {
            // The page was fetched ahead and nobody wants it any more, nor its failure.
        }
    }
}
