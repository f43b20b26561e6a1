using System.Text.Json;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Files.Reading;

namespace Exchange.Connectors.Files.Documents;

/// <summary>A page of records that were JSON or XML.</summary>
internal sealed class DocumentPage(StreamDeclaration stream, TimeZoneInfo zone) : RecordPage
{
    private readonly RecordReader _reader = new(stream, zone);
    private readonly Dictionary<int, RecordFault> _faults = [];
    private int _count;

    public override int Count => _count;

    /// <summary>Adds a record.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="row">Its place.</param>
    /// <param name="record">The record, valid JSON; empty where it cannot be used.</param>
    /// <param name="fault">Why it cannot be used.</param>
    public void Add(byte[] file, long row, ReadOnlySpan<byte> record, RecordFault? fault)
    {
        Json.Raw(_count == 0 ? "["u8 : ","u8);
        if (fault is not null)
        {
            _faults[_count] = fault;
            record = "{}"u8;
        }

        _count++;
        if (record[0] != (byte)'{')
        {
            Json.Raw(record);
            return;
        }

        Json.Raw("{\"_file\":\""u8);
        Json.Raw(file);
        Json.Raw("\",\"_row\":"u8);
        Json.Number(row);
        var rest = record[1..].TrimStart(" \t\r\n"u8);
        if (rest[0] != (byte)'}')
        {
            Json.Raw((byte)',');
        }

        Json.Raw(rest);
    }

    public override void Clear()
    {
        _count = 0;
        _faults.Clear();
        Json.Clear();
    }

    public override (IReadOnlyList<SourceRecord> Records, IReadOnlyList<string> Notices) Take(DateTimeOffset sourceNow, object? acknowledgement)
    {
        Json.Raw(_count == 0 ? "[]"u8 : "]"u8);
        using var document = JsonDocument.Parse(Json.Memory);
        var acknowledgements = acknowledgement is null || _count == 0 ? null : new object[_count];
        if (acknowledgements is not null)
        {
            acknowledgements[^1] = acknowledgement!;
        }

        var batch = _reader.Read(document.RootElement, Json.Memory, sourceNow, acknowledgements, _faults);
        return (batch.Records, batch.Notices());
    }
}
