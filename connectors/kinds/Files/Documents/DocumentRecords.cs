using System.Text.Json;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Files.Reading;

namespace Exchange.Connectors.Files.Documents;

/// <summary>The records of a document, each put onto the page as one JSON object.</summary>
internal abstract class DocumentRecords(string file, DocumentPage page) : IRecordSequence
{
    /// <summary>How deep a record may be, so that a page of them stays readable.</summary>
    protected const int Deepest = 60;

    private readonly byte[] _file = JsonBuffer.Encode(file);
    private RecordFault? _fault;

    public long Row { get; protected set; }

    public bool IsFaulty => _fault is not null;

    public long? Declared => null;

    /// <summary>The record at hand.</summary>
    protected ReadOnlyMemory<byte> Current { get; set; }

    public abstract bool MoveNext();

    public void Write() => page.Add(_file, Row, Current.Span, _fault);

    public abstract void Dispose();

    /// <summary>Makes bytes the record at hand.</summary>
    protected void Take(ReadOnlyMemory<byte> record)
    {
        Row++;
        Current = record;
        var wrong = record.Span.IndexOf("\uFFFF"u8) >= 0 ? "holds bytes that are no characters of the declared character set"
            : IsJson(record.Span) ? null
            : "is no JSON, or is too deep";
        _fault = wrong is null ? null : Fault(wrong);
    }

    /// <summary>Makes a record that cannot be used the one at hand.</summary>
    protected void TakeFault(string wrong)
    {
        Row++;
        Current = default;
        _fault = Fault(wrong);
    }

    private RecordFault Fault(string wrong) => new(FilesStream.RowField, "undecodable", $"{file}: record {Row} {wrong}.");

    private static bool IsJson(ReadOnlySpan<byte> record)
    {
        try
        {
            var reader = new Utf8JsonReader(record, new JsonReaderOptions { MaxDepth = Deepest });
            while (reader.Read())
            {
                // Only whether it can be read.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
