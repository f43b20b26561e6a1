using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Database.Reading;

/// <summary>One read of a stream, page after page with the next one fetched ahead. Each page goes on after the last row of the one before.</summary>
internal sealed class StreamRun(DatabaseSource source, DatabaseStream stream, ReadRequest request, TimeZoneInfo zone)
{
    private static readonly TimeSpan Plausible = TimeSpan.FromDays(1);

    private readonly bool _backfill = request.From is not null || request.To is not null;

    public async IAsyncEnumerable<SourcePage> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var types = await source.TypesAsync(stream, cancellationToken);
        var time = Time(types);
        var now = await source.NowAsync(stream, cancellationToken);
        var cursor = Begin(now);
        var selection = Select(cursor, types, time, now);
        var records = new RecordReader(stream.Declaration, stream.Time, time);
        var notices = await NoticesAsync(cursor, cancellationToken);
        var read = 0;
        using var ahead = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = source.PageAsync(selection, ahead.Token);
        try
        {
            while (true)
            {
                using var page = await next;
                var last = page.Count < selection.Limit && !page.Cut;
                var batch = page.Records(records, now);
                foreach (var record in batch.Records)
                {
                    cursor = cursor.See(record.Version);
                }

                read += page.Count;
                cursor = last ? cursor.Complete() : cursor with { Page = JsonSerializer.Serialize(page.Position) };
                var stop = last || read >= request.Limit;
                if (!stop)
                {
                    selection = selection with { After = page.Position };
                    next = source.PageAsync(selection, ahead.Token);
                }

                yield return new SourcePage(batch.Records, stream.By == Selection.Watermark && !_backfill ? cursor.ToString() : null)
                {
                    Last = last,
                    Notices = [.. notices, .. batch.Notices()],
                };
                if (stop)
                {
                    yield break;
                }

                notices = [];
            }
        }
        finally
        {
            await ahead.CancelAsync();
            await DropAsync(next);
        }
    }

    // A query that names {from} needs one.
    private DateTimeOffset? Earliest => stream.Query is not null && stream.By == Selection.Watermark ? DateTimeOffset.UnixEpoch : null;

    private WindowCursor Begin(DateTimeOffset now)
    {
        var bound = TimeZoneInfo.ConvertTime(now - stream.Settle, zone);
        var start = stream.Declaration.Start;
        if (_backfill)
        {
            return new WindowCursor { From = request.From ?? start, Bound = bound };
        }

        if (stream.By != Selection.Watermark)
        {
            return new WindowCursor { From = request.Full ? start : null, Bound = bound };
        }

        var stored = WindowCursor.Parse(request.Cursor, stream.Name);
        if (stored.InProgress && !request.Full)
        {
            return stored with { Bound = stored.Bound ?? bound };
        }

        var from = request.Full || stored.At is null ? start : stored.At - stream.Lookback;
        return new WindowCursor { At = stored.At, From = from < start ? start : from, Bound = bound };
    }

    private PageSelection Select(WindowCursor cursor, IReadOnlyDictionary<string, string> types, TimeText? time, DateTimeOffset now)
    {
        var selection = new PageSelection
        {
            Stream = stream,
            Types = types,
            Limit = Math.Min(stream.Declaration.Batch, Math.Max(1, request.Limit ?? int.MaxValue)),
            PendingOnly = stream.By == Selection.Flag && !request.Full && !_backfill,
            From = (cursor.From ?? Earliest) is { } from ? Text(from, types, time) : null,
        };
        if (_backfill)
        {
            return selection with { To = (request.To ?? cursor.Bound) is { } to ? Text(to, types, time) : null, ToIsExclusive = true };
        }

        if (stream.By != Selection.Watermark)
        {
            return selection;
        }

        return selection with
        {
            To = Text(cursor.Bound!.Value, types, time),
            FarFuture = Text(now + Plausible, types, time),
            After = Position(cursor.Page, selection.Order.Count),
        };
    }

    // How the records tell their time: columns of a time type as rows are written, others as the cursor declares.
    private TimeText? Time(IReadOnlyDictionary<string, string> types)
    {
        if (stream.Time is not { } column)
        {
            return null;
        }

        var type = types[column];
        return new TimeText(
            !source.IsTime(type) ? stream.Declaration.Cursor?.Format ?? "yyyy-MM-dd HH:mm:ss"
            : type.Contains("date", StringComparison.Ordinal) ? "yyyy-MM-dd"
            : "yyyy-MM-dd HH:mm:ss.FFFFFF",
            zone);
    }

    private string Text(DateTimeOffset value, IReadOnlyDictionary<string, string> types, TimeText? time) =>
        stream.Time is { } column && !source.IsTime(types[column])
            ? time!.Write(value)
            : TimeZoneInfo.ConvertTime(value, zone).ToString("yyyy-MM-dd HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<string>> NoticesAsync(WindowCursor cursor, CancellationToken cancellationToken)
    {
        // Rows without a time are never reached by a read by time; a whole load says how many there are.
        if (stream.By != Selection.Watermark || stream.Query is not null || _backfill || cursor.InProgress || (cursor.At is not null && !request.Full))
        {
            return [];
        }

        var without = await source.CountWithoutTimeAsync(stream, cancellationToken);
        return without == 0 ? [] : [$"{without} rows without '{stream.Time}' are not read"];
    }

    private static IReadOnlyList<string?>? Position(string? page, int columns)
    {
        if (page is null)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<string?[]>(page) is { } position && position.Length == columns ? position : null;
        }
        catch (JsonException)
        {
            // Written for another order of the stream: the window is read from its start.
            return null;
        }
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
