using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Soap.Calls;
using Exchange.Connectors.Soap.Pagination;
using Exchange.Connectors.Soap.Replies;

namespace Exchange.Connectors.Soap.Reading;

/// <summary>One read of a stream: the window, its pages one after the other, and the cursor after each.</summary>
internal sealed class StreamRun(SoapStream stream, ReadRequest request, SoapClient client)
{
    private readonly Caller _caller = new(client, stream.Call, stream.Result, stream.Codes);
    private readonly RecordReader _reader = new(stream.Declaration, stream.Zone);
    private readonly TimeText? _time = stream.Declaration.Cursor is { } cursor ? new TimeText(cursor.Format, stream.Zone) : null;
    private readonly bool _backfill = request.From is not null || request.To is not null;

    public async IAsyncEnumerable<SourcePage> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = Begin();
        var page = cursor.Page;
        var pager = new Pager(stream.Pagination, _caller.Place);
        for (var read = 0; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var result = await _caller.AskAsync(Values(cursor, pager, page), cancellationToken);
            cursor = WithBound(cursor, result.SourceNow);
            var elements = ResultReader.Records(result.Root, stream.Records, _caller.Place);
            var bytes = List(elements);
            using var list = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 64 });
            var batch = _reader.Read(list.RootElement, bytes, result.SourceNow);
            var following = pager.Next(page, result.Root, elements, batch.Records, out var repeats, out var notice);
            var records = repeats ? [] : Within(batch.Records);
            foreach (var record in records)
            {
                cursor = cursor.See(record.Version);
            }

            read += records.Count;
            cursor = following is null ? cursor.Complete() : cursor with { Page = following };
            yield return new SourcePage(records, _time is null || _backfill ? null : cursor.ToString())
            {
                Fetches = result.Fetches,
                Last = following is null,
                Notices = notice is null ? batch.Notices() : [.. batch.Notices(), notice],
            };
            if (following is null || read >= request.Limit)
            {
                yield break;
            }

            page = following;
        }
    }

    private WindowCursor Begin()
    {
        if (_time is null)
        {
            return new WindowCursor();
        }

        if (_backfill)
        {
            return new WindowCursor { From = request.From ?? stream.Declaration.Start };
        }

        var stored = WindowCursor.Parse(request.Cursor, stream.Name);
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

    private TemplateValues Values(WindowCursor cursor, Pager pager, string? page)
    {
        var now = client.Time.GetUtcNow();
        var text = pager.Text(page);
        var values = new TemplateValues(now, stream.Zone)
        {
            ["pageSize"] = stream.Declaration.Batch.ToString(CultureInfo.InvariantCulture),
            ["page"] = text,
            ["offset"] = text,
            ["after"] = text,
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

    // XML writes a list of one as one element: the records are put side by side.
    private static ReadOnlyMemory<byte> List(IReadOnlyList<JsonElement> elements)
    {
        var bytes = new MemoryStream();
        bytes.WriteByte((byte)'[');
        for (var i = 0; i < elements.Count; i++)
        {
            if (i > 0)
            {
                bytes.WriteByte((byte)',');
            }

            bytes.Write(JsonMarshal.GetRawUtf8Value(elements[i]));
        }

        bytes.WriteByte((byte)']');
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }
}
