using System.Buffers;
using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Database.Reading;

/// <summary>The rows of one page as a JSON list in one buffer, with what acknowledges each and where the last one stands.</summary>
internal sealed class RowPage : IDisposable
{
    /// <summary>A page ends early once it holds this many bytes, so that memory stays bounded whatever the rows hold.</summary>
    private const int Largest = 32 * 1024 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = 64 };

    private readonly PageBuffers _buffers;
    private readonly ArrayBufferWriter<byte> _buffer;
    private readonly KeyFields? _keys;
    private readonly List<IReadOnlyList<string?>> _kept = [];
    private readonly List<int> _ends = [];
    private readonly Dictionary<int, RecordFault> _faults = [];
    private readonly PageSelection _selection;
    private JsonDocument? _document;
    private ReadOnlyMemory<byte> _bytes;
    private bool _disposed;

    private RowPage(PageSelection selection, PageBuffers buffers)
    {
        _selection = selection;
        _buffers = buffers;
        _buffer = buffers.Take();
        _keys = KeyFields.For(selection.Stream, Options, buffers);
    }

    public int Count { get; private set; }

    /// <summary>Whether the page ended early because its rows are large.</summary>
    public bool Cut { get; private set; }

    /// <summary>The position of the last row: the values of the columns rows are ordered by; <see langword="null"/> where there is no row.</summary>
    public IReadOnlyList<string?>? Position { get; private set; }

    /// <summary>How many statements the page took.</summary>
    public int Fetches { get; set; } = 1;

    /// <summary>Reads a result to its end.</summary>
    /// <param name="reader">The result: the row's columns, then the kept values.</param>
    /// <param name="selection">What was asked for.</param>
    /// <param name="client">The database.</param>
    /// <param name="buffers">The buffers of the read.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<RowPage> ReadAsync(DbDataReader reader, PageSelection selection, DatabaseClient client, PageBuffers buffers, CancellationToken cancellationToken)
    {
        var page = new RowPage(selection, buffers);
        var stream = selection.Stream;
        var kept = stream.Kept.Count;
        var columns = reader.FieldCount - kept;
        var order = stream.Order.Count;
        var rows = new RowWriter(reader, columns, client, selection.Types.Columns, stream.Columns, page._keys);
        var keepsAll = stream.Acknowledges || stream.Children.Count > 0;
        var keepsLast = keepsAll || stream.By == Selection.Version;
        using (var writer = new Utf8JsonWriter(page._buffer, Options))
        {
            writer.WriteStartArray();
            page._keys?.Writer.WriteStartArray();
            while (!page.Cut && await reader.ReadAsync(cancellationToken))
            {
                if (rows.Write(writer, reader, page._keys) is var (column, why))
                {
                    page._faults[page.Count] = Undecodable(column, why);
                }

                var length = writer.BytesCommitted + writer.BytesPending;
                page.Cut = length > Largest;
                page._ends.Add((int)length);

                // Only the position of a full page is needed, unless rows are written back or joined, or tell how far a read came.
                if (keepsLast || page.Cut || page.Count == selection.Limit - 1)
                {
                    var values = new string?[kept];
                    for (var i = 0; i < kept; i++)
                    {
                        values[i] = reader.IsDBNull(columns + i) ? null : client.Provider.Text(reader.GetValue(columns + i));
                    }

                    page.Position = kept == order ? values : values[..order];
                    if (keepsAll)
                    {
                        page._kept.Add(values);
                    }
                }

                page.Count++;
            }

            writer.WriteEndArray();
            page._keys?.Writer.WriteEndArray();
            page._keys?.Writer.Flush();
        }

        page._bytes = page._buffer.WrittenMemory;
        return page;
    }

    /// <summary>The values by which the children of each row are found.</summary>
    public IReadOnlyList<string?[]> Parents(ChildTable child)
    {
        var kept = _selection.Stream.Kept.ToList();
        var places = child.By.Select(b => kept.IndexOf(b.Value)).ToArray();
        return [.. _kept.Select(values => places.Select(p => values[p]).ToArray())];
    }

    /// <summary>Puts children into their rows.</summary>
    /// <param name="children">For each child table the lists by row; the same list may serve several rows.</param>
    public void Join(IReadOnlyList<(ChildTable Table, IReadOnlyList<ChildRows?> Rows)> children)
    {
        var joined = new ArrayBufferWriter<byte>(_bytes.Length * 2);
        var start = 0;
        for (var row = 0; row < Count; row++)
        {
            // A row ends with its closing brace, which moves behind the lists.
            joined.Write(_bytes.Span[start..(_ends[row] - 1)]);
            start = _ends[row];
            foreach (var (table, rows) in children)
            {
                joined.Write(",\""u8);
                joined.Write(JsonEncodedText.Encode(table.As).EncodedUtf8Bytes);
                joined.Write("\":["u8);
                rows[row]?.WriteTo(joined);
                joined.Write("]"u8);
                if (rows[row]?.Fault is { } fault)
                {
                    _faults.TryAdd(row, Undecodable($"{table.As}.{fault.Column}", fault.Why));
                }
            }

            joined.Write("}"u8);
            _ends[row] = joined.WrittenCount;
        }

        joined.Write("]"u8);
        _bytes = joined.WrittenMemory;
    }

    /// <summary>The rows as records, and what was odd about them; a row with a value that cannot be read carries a fault.</summary>
    public (IReadOnlyList<SourceRecord> Records, IReadOnlyList<string> Notices) Records(RecordReader reader, DateTimeOffset sourceNow)
    {
        var stream = _selection.Stream;
        var columns = stream.Kept;
        var acknowledgements = stream.Acknowledges ? _kept.ConvertAll<object>(k => new RowAcknowledgement(columns, k)) : null;
        var read = _keys?.Json ?? _bytes;
        _document = JsonDocument.Parse(read);
        var batch = reader.Read(_document.RootElement, read, sourceNow, acknowledgements, _faults);
        if (_keys is null)
        {
            return (batch.Records, batch.Notices());
        }

        var records = new SourceRecord[batch.Records.Count];
        for (var i = 0; i < records.Length; i++)
        {
            records[i] = WithRow(batch.Records[i], i);
        }

        return (records, batch.Notices());
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _document?.Dispose();
        _keys?.Dispose();
        _buffers.Return(_buffer);
    }

    // Rows stand one after the other, with a bracket or a comma before each.
    private SourceRecord WithRow(SourceRecord record, int place)
    {
        var start = (place == 0 ? 0 : _ends[place - 1]) + 1;
        return new SourceRecord
        {
            SourceKey = record.SourceKey,
            CaseKey = record.CaseKey,
            Version = record.Version,
            Operation = record.Operation,
            Json = _bytes[start.._ends[place]],
            Acknowledgement = record.Acknowledgement,
            Fault = record.Fault,
        };
    }

    private static RecordFault Undecodable(string column, string why) => new(column, "undecodable", $"The value of column '{column}' cannot be read: {why}.");
}
