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

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly JsonDocument _document;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly List<object>? _acknowledgements;
    private readonly List<(int Place, string Column)> _unreadable;

    private RowPage(ReadOnlyMemory<byte> bytes, List<object>? acknowledgements, List<(int Place, string Column)> unreadable, int count, bool cut, string?[]? position)
    {
        _bytes = bytes;
        _document = JsonDocument.Parse(bytes);
        _acknowledgements = acknowledgements;
        _unreadable = unreadable;
        Count = count;
        Cut = cut;
        Position = position;
    }

    public int Count { get; }

    /// <summary>Whether the page ended early because its rows are large.</summary>
    public bool Cut { get; }

    /// <summary>The position of the last row: the values of the columns rows are ordered by; <see langword="null"/> where there is no row.</summary>
    public IReadOnlyList<string?>? Position { get; }

    /// <summary>Reads a result to its end.</summary>
    /// <param name="reader">The result: the row's columns, then the position's as texts.</param>
    /// <param name="selection">What was asked for.</param>
    /// <param name="zone">The system's zone.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<RowPage> ReadAsync(DbDataReader reader, PageSelection selection, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var stream = selection.Stream;
        var order = selection.Order;
        var columns = reader.FieldCount - order.Count;
        var rows = new RowWriter(reader, columns, zone);
        var acknowledgements = stream.By == Selection.Flag ? new List<object>() : null;
        var keyPlaces = stream.Id.Select(id => columns + order.ToList().IndexOf(id)).ToArray();
        var unreadable = new List<(int, string)>();
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        string?[]? position = null;
        var count = 0;
        var cut = false;
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartArray();
            while (!cut && await reader.ReadAsync(cancellationToken))
            {
                if (rows.Write(writer, reader) is { } column)
                {
                    unreadable.Add((count, column));
                }

                cut = writer.BytesCommitted + writer.BytesPending > Largest;

                // Only the last position is needed; a flag stream needs them all, to write back.
                if (acknowledgements is not null || cut || count == selection.Limit - 1)
                {
                    position = [.. Enumerable.Range(columns, order.Count).Select(i => Text(reader, i))];
                    acknowledgements?.Add(new RowAcknowledgement([.. keyPlaces.Select(p => position[p - columns])], position[0]));
                }

                count++;
            }

            writer.WriteEndArray();
        }

        return new RowPage(buffer.WrittenMemory, acknowledgements, unreadable, count, cut, position);
    }

    /// <summary>The rows as records; a row with a value that cannot be read carries a fault.</summary>
    public RecordBatch Records(RecordReader reader, DateTimeOffset sourceNow)
    {
        var faults = _unreadable.ToDictionary(
            u => u.Place, u => new RecordFault(u.Column, "undecodable", $"The value of column '{u.Column}' cannot be read."));
        return reader.Read(_document.RootElement, _bytes, sourceNow, _acknowledgements, faults);
    }

    public void Dispose() => _document.Dispose();

    private static string? Text(DbDataReader reader, int place) => reader.IsDBNull(place) ? null : reader.GetString(place);
}
