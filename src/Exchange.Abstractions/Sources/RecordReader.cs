using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Exchange.Abstractions.Connectors;

namespace Exchange.Abstractions.Sources;

/// <summary>
/// Turns the JSON objects of a page into source records: key, case key, version and operation as the stream declares them.
/// A record's JSON is a slice of the page's bytes. A record without key or case key, or that is no object, carries a fault.
/// </summary>
public sealed class RecordReader
{
    /// <summary>The longest source key or case key, in characters; the hub indexes them.</summary>
    public const int LongestKey = 512;

    private static readonly TimeSpan Plausible = TimeSpan.FromDays(1);

    private readonly FieldPath[] _key;
    private readonly FieldPath[] _caseKey;
    private readonly (FieldPath Path, string Value)[] _deleteWhen;
    private readonly FieldPath? _version;
    private readonly TimeText? _time;

    /// <summary>Reads records of a stream by its declared cursor field.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="zone">The system's time zone.</param>
    public RecordReader(StreamDeclaration stream, TimeZoneInfo zone)
        : this(stream, stream.Cursor?.Field, stream.Cursor is null ? null : new TimeText(stream.Cursor.Format, zone))
    {
    }

    /// <summary>Reads records of a stream by another version field.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="versionField">The field that holds the time of a version; <see langword="null"/> for none.</param>
    /// <param name="time">How that time is written.</param>
    public RecordReader(StreamDeclaration stream, string? versionField, TimeText? time)
    {
        _key = [.. stream.Key.Select(FieldPath.Parse)];
        _caseKey = [FieldPath.Parse(stream.CaseKey), .. stream.MoreCaseKeys.Select(FieldPath.Parse)];
        _deleteWhen = [.. stream.DeleteWhen.Select(w => (FieldPath.Parse(w.Key), w.Value))];
        _version = versionField is null ? null : FieldPath.Parse(versionField);
        _time = time;
    }

    /// <summary>Reads the records of a list.</summary>
    /// <param name="list">The list, of a document parsed from <paramref name="page"/>.</param>
    /// <param name="page">The bytes of the page; the records hold slices of it.</param>
    /// <param name="sourceNow">The source's present, for telling implausible versions.</param>
    /// <param name="acknowledgements">What acknowledges each record, by place; <see langword="null"/> for none.</param>
    /// <param name="faults">The faults found while the page was made, by the place of their record.</param>
    public RecordBatch Read(JsonElement list, ReadOnlyMemory<byte> page, DateTimeOffset sourceNow, IReadOnlyList<object>? acknowledgements = null, IReadOnlyDictionary<int, RecordFault>? faults = null)
    {
        var batch = new RecordBatch(list.GetArrayLength());
        var latest = sourceNow > DateTimeOffset.MaxValue - Plausible ? DateTimeOffset.MaxValue : sourceNow + Plausible;
        var place = 0;
        foreach (var element in list.EnumerateArray())
        {
            batch.Add(Read(element, Slice(element, page), latest, batch, acknowledgements?[place], faults?.GetValueOrDefault(place)));
            place++;
        }

        return batch;
    }

    private SourceRecord Read(JsonElement element, ReadOnlyMemory<byte> json, DateTimeOffset latest, RecordBatch batch, object? acknowledgement, RecordFault? fault)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return Undecodable(json, acknowledgement, "The record is not a JSON object.");
        }

        if (!Utf8.IsValid(json.Span))
        {
            return Undecodable(json, acknowledgement, "The record is not valid UTF-8.");
        }

        try
        {
            var key = RecordKey.Read(_key, element, ref fault);
            var caseKey = RecordKey.Read(_caseKey, element, ref fault);
            return new SourceRecord
            {
                SourceKey = key,
                CaseKey = caseKey,
                Version = Version(element, latest, batch),
                Operation = IsDeletion(element) ? RecordOperation.Delete : RecordOperation.Upsert,
                Json = json,
                Acknowledgement = acknowledgement,
                Fault = fault,
            };
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate (\ud800) is valid JSON but no text.
            return Undecodable(json, acknowledgement, "The record holds an escape that is no character.");
        }
    }

    private DateTimeOffset? Version(JsonElement element, DateTimeOffset latest, RecordBatch batch)
    {
        if (_version is null || _time is null)
        {
            return null;
        }

        if (!_time.TryRead(_version.FindText(element), out var version))
        {
            batch.Unreadable++;
            return null;
        }

        if (version > latest || version.Year >= 9999)
        {
            batch.FarFuture++;
            return null;
        }

        return version;
    }

    private bool IsDeletion(JsonElement element)
    {
        foreach (var (path, value) in _deleteWhen)
        {
            if (!string.Equals(path.FindText(element), value, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return _deleteWhen.Length > 0;
    }

    private static SourceRecord Undecodable(ReadOnlyMemory<byte> json, object? acknowledgement, string message) => new()
    {
        SourceKey = null,
        CaseKey = null,
        Json = json,
        Acknowledgement = acknowledgement,
        Fault = new RecordFault("$", "undecodable", message),
    };

    private static ReadOnlyMemory<byte> Slice(JsonElement element, ReadOnlyMemory<byte> page)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element);
        return page.Span.Overlaps(raw, out var offset) ? page.Slice(offset, raw.Length) : raw.ToArray();
    }
}
