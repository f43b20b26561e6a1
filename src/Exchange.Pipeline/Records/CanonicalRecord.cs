using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Pipeline.Drift;

namespace Exchange.Pipeline.Records;

/// <summary>
/// Writes a raw record in one canonical form: properties sorted, ignored fields left out, white space gone. Two reads of the
/// same record then give the same bytes, in whatever order the source wrote its fields.
/// </summary>
internal sealed class CanonicalRecord
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private const int MostShapes = 8;

    private readonly HashSet<string> _ignoredRoot;
    private readonly HashSet<string> _ignoredPaths;
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _writer;
    private readonly List<List<RecordShape>> _shapes = [];
    private DriftWatch? _watch;
    private int _depth;

    /// <summary>Creates a writer; not for use from several threads.</summary>
    /// <param name="ignore">Fields (dotted paths) left out.</param>
    public CanonicalRecord(IEnumerable<string> ignore)
    {
        var paths = ignore.Select(p => p.StartsWith("$.", StringComparison.Ordinal) ? p[2..] : p).ToArray();
        _ignoredRoot = [.. paths.Where(p => !p.Contains('.', StringComparison.Ordinal))];
        _ignoredPaths = [.. paths.Where(p => p.Contains('.', StringComparison.Ordinal))];
        _writer = new Utf8JsonWriter(_buffer, WriterOptions);
    }

    /// <summary>The canonical bytes of a record, valid until the next call.</summary>
    /// <param name="record">The record.</param>
    /// <param name="watch">Judges its shape on the way; <see langword="null"/> for nobody.</param>
    public ReadOnlySpan<byte> Write(JsonElement record, DriftWatch? watch = null)
    {
        _watch = watch;
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
        _depth = 0;
        WriteValue(record, "", root: true);
        _writer.Flush();
        return _buffer.WrittenSpan;
    }

    private void WriteValue(JsonElement value, string path, bool root)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, path, root);
                break;
            case JsonValueKind.Array:
                _writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteValue(item, path, root: false);
                }

                _writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                WriteText(value);
                break;
            default:
                value.WriteTo(_writer);
                break;
        }
    }

    // A lone surrogate (\ud800) is valid JSON but no text: it stands as it was written.
    private void WriteText(JsonElement value)
    {
        try
        {
            value.WriteTo(_writer);
        }
        catch (InvalidOperationException)
        {
            _writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
        }
    }

    private void WriteObject(JsonElement value, string path, bool root)
    {
        var count = value.GetPropertyCount();
        var properties = ArrayPool<JsonProperty>.Shared.Rent(count);
        var used = 0;
        foreach (var property in value.EnumerateObject())
        {
            properties[used++] = property;
        }

        var shape = ShapeOf(properties.AsSpan(0, used), path, root);
        _watch?.Judge(shape, properties.AsSpan(0, used));
        _depth++;
        _writer.WriteStartObject();
        var at = 0;
        foreach (var (index, name) in shape.Order)
        {
            _writer.WritePropertyName(name);
            WriteValue(properties[index].Value, shape.Below(at++), root: false);
        }

        _writer.WriteEndObject();
        _depth--;
        ArrayPool<JsonProperty>.Shared.Return(properties, clearArray: true);
    }

    // Records of a stream have the same properties in the same order nearly always: the orders seen last are tried first.
    private RecordShape ShapeOf(ReadOnlySpan<JsonProperty> properties, string path, bool root)
    {
        if (_shapes.Count <= _depth)
        {
            _shapes.Add([]);
        }

        var known = _shapes[_depth];
        foreach (var one in known)
        {
            if (one.Path == path && one.Fits(properties))
            {
                return one;
            }
        }

        var names = new string[properties.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = properties[i].Name;
        }

        var order = names.Select((name, index) => (Index: index, Name: name))
            .Where(n => !IsIgnored(n.Name, path, root))
            .OrderBy(n => n.Name, StringComparer.Ordinal)
            .ToArray();
        if (known.Count >= MostShapes)
        {
            known.RemoveAt(0);
        }

        var shape = new RecordShape(path, names, order);
        known.Add(shape);
        return shape;
    }

    private bool IsIgnored(string name, string path, bool root) =>
        root ? _ignoredRoot.Contains(name) : _ignoredPaths.Count > 0 && _ignoredPaths.Contains($"{path}.{name}");
}
