using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Exchange.Pipeline.Records;

/// <summary>
/// Writes a raw record in one canonical form: properties sorted, ignored fields left out, white space gone. Two reads of the
/// same record then give the same bytes, in whatever order the source wrote its fields.
/// </summary>
internal sealed class CanonicalRecord
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly HashSet<string> _ignoredRoot;
    private readonly HashSet<string> _ignoredPaths;
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _writer;

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
    public ReadOnlySpan<byte> Write(JsonElement record)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
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
        var names = ArrayPool<string>.Shared.Rent(count);
        foreach (var property in value.EnumerateObject())
        {
            if (!IsIgnored(property.Name, path, root))
            {
                names[used] = property.Name;
                properties[used++] = property;
            }
        }

        Array.Sort(names, properties, 0, used, StringComparer.Ordinal);
        _writer.WriteStartObject();
        for (var i = 0; i < used; i++)
        {
            _writer.WritePropertyName(names[i]);
            WriteValue(properties[i].Value, _ignoredPaths.Count == 0 ? "" : root ? names[i] : $"{path}.{names[i]}", root: false);
        }

        _writer.WriteEndObject();
        ArrayPool<string>.Shared.Return(names, clearArray: true);
        ArrayPool<JsonProperty>.Shared.Return(properties, clearArray: true);
    }

    private bool IsIgnored(string name, string path, bool root) =>
        root ? _ignoredRoot.Contains(name) : _ignoredPaths.Count > 0 && _ignoredPaths.Contains($"{path}.{name}");
}
