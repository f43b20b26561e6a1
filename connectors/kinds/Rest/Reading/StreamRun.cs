using System.Globalization;
using System.Runtime.CompilerServices;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Rest.Pagination;
using Exchange.Connectors.Rest.Replies;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Reading;

/// <summary>One read of a stream: the window, its pages one after the other with the next one fetched ahead, and the cursor after each.</summary>
internal sealed class StreamRun(RestStream stream, ReadRequest request, RestClient client)
{
    private readonly PageFetcher _fetcher = new(stream, client);
    private readonly RequestBuilder _builder = new(stream.Request, client);
    private readonly RecordReader _reader = new(stream.Declaration, stream.Zone);
    private readonly TimeText? _time = stream.Declaration.Cursor is { } cursor ? new TimeText(cursor.Format, stream.Zone) : null;
    private readonly bool _backfill = request.From is not null || request.To is not null;
    private bool _restarted;

    public async IAsyncEnumerable<SourcePage> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = Begin();
        var page = cursor.Page;
        var pager = NewPager();
        var values = Values(cursor);
        var read = 0;
        using var ahead = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = FetchAsync(pager, page, values, ahead.Token);
        try
        {
            while (true)
            {
                PageReply reply;
                try
                {
                    reply = await next;
                }
                catch (PageRefused refused)
                {
                    if (page is null || _restarted)
                    {
                        throw refused.Failure;
                    }

                    // The token has expired or was never good: the window is read again from its start, once.
                    _restarted = true;
                    page = null;
                    pager = NewPager();
                    next = FetchAsync(pager, page, values, ahead.Token);
                    continue;
                }

                using (reply)
                {
                    cursor = WithBound(cursor, reply.SourceNow);
                    var batch = _reader.Read(reply.Records, reply.Body.Bytes, reply.SourceNow);
                    var following = pager.Next(page, reply.Body.Root, batch.Records, out var repeats);
                    var records = repeats ? [] : Within(batch.Records);
                    foreach (var record in records)
                    {
                        cursor = cursor.See(record.Version);
                    }

                    read += records.Count;
                    cursor = following is null ? cursor.Complete() : cursor with { Page = following };
                    var stop = following is null || read >= request.Limit;
                    if (!stop)
                    {
                        next = FetchAsync(pager, following, values, ahead.Token);
                    }

                    yield return new SourcePage(records, _time is null || _backfill ? null : cursor.ToString())
                    {
                        Fetches = reply.Fetches,
                        Last = following is null,
                        Notices = batch.Notices(),
                    };
                    if (stop)
                    {
                        yield break;
                    }

                    page = following;
                }
            }
        }
        finally
        {
            await ahead.CancelAsync();
            await DropAsync(next);
        }
    }

    private WindowCursor Begin()
    {
        if (_time is null)
        {
            return new WindowCursor();
        }

        var stored = WindowCursor.Parse(request.Cursor, stream.Name);
        if (_backfill)
        {
            return new WindowCursor { From = request.From ?? stream.Declaration.Start };
        }

        if (stored.InProgress && !request.Full)
        {
            return stored;
        }

        var start = stream.Declaration.Start;
        var from = request.Full || stored.At is null ? start : stored.At - stream.Declaration.Cursor!.Lookback;
        return new WindowCursor { At = stored.At, From = from < start ? start : from };
    }

    private WindowCursor WithBound(WindowCursor cursor, DateTimeOffset sourceNow) =>
        cursor.Bound is not null || stream.Declaration.Cursor is not { } declared ? cursor : cursor with { Bound = TimeZoneInfo.ConvertTime(sourceNow - declared.Settle, stream.Zone) };

    private Dictionary<string, string> Values(WindowCursor cursor)
    {
        var now = client.Time.GetUtcNow();
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["pageSize"] = stream.Declaration.Batch.ToString(CultureInfo.InvariantCulture),
            ["now"] = (_time ?? new TimeText("yyyy-MM-dd HH:mm:ss", stream.Zone)).Write(now),
        };
        if (_time is not null)
        {
            var from = _time.Write(cursor.From ?? DateTimeOffset.UnixEpoch);
            values["cursor"] = from;
            values["from"] = from;
            values["to"] = _time.Write(request.To ?? cursor.Bound ?? now - stream.Declaration.Cursor!.Settle);
        }

        return values;
    }

    private List<SourceRecord> Within(IReadOnlyList<SourceRecord> records) => _backfill
        ? [.. records.Where(r => r.Version is null || !(r.Version >= request.To || r.Version < request.From))]
        : [.. records];

    private Task<PageReply> FetchAsync(Pager pager, string? page, Dictionary<string, string> values, CancellationToken cancellationToken)
    {
        // Each page gets its own values: a page fetched ahead must not see the next one's number.
        var filled = new Dictionary<string, string>(values, StringComparer.Ordinal) { ["page"] = pager.Text(page) };
        return _fetcher.FetchAsync(
            () => pager.Address(page) is { } address
                ? _builder.Build(address, filled)
                : _builder.Build(filled, pager.Parameters(page, stream.Declaration.Batch), stream.Pagination.InBody),
            cancellationToken);
    }

    private Pager NewPager() => new(stream.Pagination, _fetcher.Place, client.Base);

    private static async Task DropAsync(Task<PageReply> fetch)
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
