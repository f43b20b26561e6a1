using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Xml;
using Exchange.Abstractions.Decoding;
using Exchange.Mapping.Plans;

namespace Exchange.Mapping.Sources;

/// <summary>Replaces texts that hold JSON or XML by their structure, so that paths reach into them. All else is copied as it stands.</summary>
internal sealed class TextExpansion
{
    // A text can hold a text; what all of them make together stays bounded.
    private const int MaximumBytes = 64 * 1024 * 1024;
    private const int MaximumFaults = 20;
    private readonly List<string> _faults = [];
    private int _made;

    /// <summary>The paths of texts that do not hold what was declared.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The record with its texts replaced.</summary>
    /// <param name="json">A JSON value, known to be valid.</param>
    /// <param name="texts">Where the texts are.</param>
    public ReadOnlyMemory<byte> Expand(ReadOnlyMemory<byte> json, TextNode texts)
    {
        var output = new ArrayBufferWriter<byte>(json.Length + 256);
        Copy(json.Span, texts, "", depth: 0, output);
        return output.WrittenMemory;
    }

    private void Copy(ReadOnlySpan<byte> json, TextNode texts, string path, int depth, ArrayBufferWriter<byte> output)
    {
        var reader = new Utf8JsonReader(json, MapRun.ReaderOptions);
        reader.Read();
        var copied = 0;
        Walk(ref reader, json, texts, path, depth, output, ref copied);
        output.Write(json[copied..]);
    }

    private void Walk(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, TextNode node, string path, int depth, ArrayBufferWriter<byte> output, ref int copied)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when node.HasChildren:
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var (child, name) = Child(ref reader, node);
                    reader.Read();
                    if (child is null)
                    {
                        reader.Skip();
                    }
                    else
                    {
                        Walk(ref reader, json, child, path.Length == 0 ? name : $"{path}.{name}", depth, output, ref copied);
                    }
                }

                break;
            case JsonTokenType.StartArray:
                for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
                {
                    Walk(ref reader, json, node, $"{path}[{i}]", depth, output, ref copied);
                }

                break;
            case JsonTokenType.String when node.Holds != TextContent.None:
                var start = (int)reader.TokenStartIndex;
                output.Write(json[copied..start]);
                copied = (int)reader.BytesConsumed;
                Replace(ref reader, node, path, depth, output);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private static (TextNode? Node, string Name) Child(ref Utf8JsonReader reader, TextNode node)
    {
        try
        {
            var name = reader.GetString()!;
            return (node.Find(Encoding.UTF8.GetBytes(name)), name);
        }
        catch (InvalidOperationException)
        {
            return (null, "");
        }
    }

    private void Replace(ref Utf8JsonReader reader, TextNode node, string path, int depth, ArrayBufferWriter<byte> output)
    {
        var structure = Structure(ref reader, node.Holds);
        _made += structure?.Length ?? 0;
        if (structure is null || _made > MaximumBytes || depth > 8)
        {
            if (_faults.Count < MaximumFaults)
            {
                _faults.Add(path);
            }

            output.Write("null"u8);
        }
        else if (node.HasChildren)
        {
            Copy(structure, node, path, depth + 1, output);
        }
        else
        {
            output.Write(structure);
        }
    }

    private static byte[]? Structure(ref Utf8JsonReader reader, TextContent content)
    {
        try
        {
            var text = reader.GetString()!;
            if (string.IsNullOrWhiteSpace(text))
            {
                return "null"u8.ToArray();
            }

            return content == TextContent.Xml ? XmlRecord.Read(text) : Json(text);
        }
        catch (Exception exception) when (exception is JsonException or XmlException or InvalidOperationException or ArgumentException)
        {
            // The text of the exception may quote the record.
            return null;
        }
    }

    private static byte[]? Json(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF'));
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = XmlRecord.MaximumDepth });
        reader.Read();
        reader.Skip();
        return reader.Read() ? null : bytes;
    }
}
