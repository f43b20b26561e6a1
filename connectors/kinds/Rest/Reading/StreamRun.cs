using System.Runtime.CompilerServices;
using System.Text.Json;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Rest.Pagination;
using Exchange.Connectors.Rest.Replies;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Reading;

/// <summary>One read of a stream: its windows, their pages one after the other with the next one fetched ahead, and the cursor after each.</summary>
internal sealed class StreamRun(RestStream stream, ReadRequest request, RestClient client)
{
    private readonly ReplyFetcher _fetcher = new(
        client, client.Decoder(stream.Reply), stream.Envelope, stream.Values, $"{client.System} {stream.Request.Method} {stream.Request.Path.Text}");

    private readonly RequestBuilder _builder = new(stream.Request);
    private readonly RecordReader _reader = new(stream.Declaration, stream.Zone);
    private readonly RecordList _list = new(
        stream.Records, FieldPath.TryParse(stream.Declaration.Key.FirstOrDefault(), out var key) ? key : null, stream.Reply, stream.Envelope is not null);

    private readonly DetailReader? _details = stream.Detail is { } detail ? new DetailReader(detail, client, stream.Values) : null;
    private readonly TimeText? _time = stream.Declaration.Cursor is { } cursor ? new TimeText(cursor.Format, stream.Zone) : null;
    private readonly bool _backfill = request.From is not null || request.To is not null;
    private bool _restarted;

    public async IAsyncEnumerable<SourcePage> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = Begin();
        var (at, stored) = ReadWindow.Parse(cursor.Page);
        var place = Place(cursor, at ?? cursor.From, stored);
        var read = 0;
        using var ahead = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = FetchAsync(place, ahead.Token);
        try
        {
            while (true)
            {
                Reply reply;
                try
                {
                    reply = await next;
                }
                catch (PageRefused refused)
                {
                    if (place.Page is null || _restarted)
                    {
                        throw refused.Failure;
                    }

                    // The token has expired or was never good: the window is read again from its start, once.
                    _restarted = true;
                    place = place with { Page = null, Pager = NewPager() };
                    next = FetchAsync(place, ahead.Token);
                    continue;
                }

                using (reply)
                {
                    cursor = WithBound(cursor, reply.SourceNow);
                    var (list, bytes) = _list.Find(reply.Body, _fetcher.Place);
                    var plain = _reader.Read(list, bytes, reply.SourceNow);
                    var step = place.Pager.Next(place.Page, reply.Body.Root, [.. plain.Records.Select(PageMark.Of)], Last(list), reply.Next);
                    var following = Following(cursor, place, step);
                    var batch = plain;
                    var fetches = reply.Fetches;
                    if (_details is not null && !step.Drop)
                    {
                        var page = await _details.ReadAsync(list, ahead.Token);
                        batch = _reader.Read(page.List, page.Bytes, reply.SourceNow, faults: page.Faults);
                        fetches += page.Fetches;
                    }

                    var records = step.Drop ? [] : Within(batch.Records);
                    foreach (var record in records)
                    {
                        cursor = cursor.See(record.Version);
                    }

                    read += records.Count;
                    cursor = following is null ? cursor.Complete() : cursor with { Page = Stored(following) };
                    var stop = following is null || read >= request.Limit;
                    if (!stop)
                    {
                        next = FetchAsync(following!, ahead.Token);
                    }

                    yield return new SourcePage(records, _time is null || _backfill ? null : cursor.ToString())
                    {
                        Fetches = fetches,
                        Last = following is null,
                        Complete = following is null && !_restarted && ListsAll(cursor) && place.Pager.Complete,
                        Notices = [.. batch.Notices(), .. step.Next is null ? place.Pager.Notices() : []],
                    };
                    if (stop)
                    {
                        yield break;
                    }

                    place = following!;
                }
            }
        }
        finally
        {
            await ahead.CancelAsync();
            await DropAsync(next);
        }
    }

    // Only a read without any bound of time can show that a key is gone.
    private bool ListsAll(WindowCursor cursor) =>
        stream.Declaration.Deletions is not null && !_backfill
        && (_time is null || (request.Full && stream.Declaration.Start is null && cursor.Page is null && stream.Window.Step is null));

    private static JsonElement Last(JsonElement list) => list.GetArrayLength() is > 0 and var count ? list[count - 1] : default;

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

    private ReadPage Place(WindowCursor cursor, DateTimeOffset? from, string? page) =>
        new(_time is null ? null : ReadWindow.At(stream.Window, from, End(cursor), stream.Zone), NewPager(), page);

    private DateTimeOffset End(WindowCursor cursor) => request.To ?? cursor.Bound ?? client.Time.GetUtcNow() - stream.Declaration.Cursor!.Settle;

    private ReadPage? Following(WindowCursor cursor, ReadPage place, PageStep step) =>
        step.Next is { } page ? place with { Page = page }
        : place.Window is { Last: false } window ? Place(cursor, window.To, null)
        : null;

    private string Stored(ReadPage place) => stream.Window.Step is null ? place.Page! : place.Window!.Page(place.Page);

    private WindowCursor WithBound(WindowCursor cursor, DateTimeOffset sourceNow) =>
        cursor.Bound is not null || stream.Declaration.Cursor is not { } declared ? cursor : cursor with { Bound = TimeZoneInfo.ConvertTime(sourceNow - declared.Settle, stream.Zone) };

    private List<SourceRecord> Within(IReadOnlyList<SourceRecord> records) => _backfill
        ? [.. records.Where(r => r.Version is null || !(r.Version >= request.To || r.Version < request.From))]
        : [.. records];

    private Task<Reply> FetchAsync(ReadPage place, CancellationToken cancellationToken) => _fetcher.FetchAsync(
        values =>
        {
            var (window, pager, page) = place;
            values.Set("pageSize", pager.Size(page).ToString(System.Globalization.CultureInfo.InvariantCulture));
            values.Set("page", pager.Text(page));
            if (window is not null)
            {
                var format = stream.Declaration.Cursor!.Format;
                values.SetTime("now", client.Time.GetUtcNow(), format);
                values.SetTime("cursor", window.From ?? DateTimeOffset.UnixEpoch, format);
                values.SetTime("from", window.From ?? DateTimeOffset.UnixEpoch, format);
                values.SetTime("to", window.Told(stream.Window), format);
            }

            return pager.Address(page) is { } address
                ? _builder.Build(address, values)
                : _builder.Build(values, pager.Parameters(page), stream.Pagination.InBody);
        },
        cancellationToken);

    private Pager NewPager() => new(stream.Pagination, _fetcher.Place, client.Base, stream.Declaration.Batch);

    private static async Task DropAsync(Task<Reply> fetch)
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
