using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using Exchange.Abstractions.Decoding;
using Exchange.Abstractions.Failures;
using Exchange.Connectors.Rest.Signing;

namespace Exchange.Connectors.Rest.Replies;

/// <summary>Turns the bytes of a reply into one JSON document, UTF-8: unpacked, opened, decoded, and with the documents inside its texts in their place.</summary>
internal sealed class ReplyDecoder(ReplySettings settings, MessageSeal? seal)
{
    /// <summary>How deep a document may be.</summary>
    public const int Depth = 64;

    /// <summary>How many values a document may have: each takes memory beside its bytes.</summary>
    public const int MostValues = 8_000_000;

    private const int Small = 8 * 1024 * 1024;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Depth };
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 2 * Depth, SkipValidation = true };

    private readonly List<InsideText> _inside = Steps(settings, seal);

    public ReplySettings Settings { get; } = settings;

    /// <summary>Decodes a reply.</summary>
    /// <param name="bytes">The bytes as they came.</param>
    /// <param name="label">The character set the reply's header names.</param>
    /// <param name="largest">How many bytes it may have, unpacked.</param>
    /// <param name="place">What was asked, for people.</param>
    public (ReadOnlyMemory<byte> Json, JsonDocument Document) Decode(ReadOnlyMemory<byte> bytes, string? label, int largest, string place)
    {
        bytes = bytes.Span is [0x1F, 0x8B, 0x08, ..] ? Unpack(bytes, largest, place) : bytes;
        bytes = Utf8(bytes, label, place);
        if (seal?.Settings.Reply == "$")
        {
            bytes = Utf8(seal.Open(Encoding.UTF8.GetString(bytes.Span), place), null, place);
        }

        bytes = Settings.Format == "xml" ? Xml(Encoding.UTF8.GetString(bytes.Span), largest, place) : bytes;
        var document = Parse(bytes, place);
        foreach (var inside in _inside)
        {
            using (document)
            {
                bytes = Opened(document.RootElement, inside, largest, place);
            }

            document = Parse(bytes, place);
        }

        return (bytes, document);
    }

    private static List<InsideText> Steps(ReplySettings settings, MessageSeal? seal)
    {
        var steps = settings.Inside.ToList();
        if (seal?.Settings is { Reply: { } field, Format: var format } && field != "$")
        {
            steps.Insert(0, new InsideText(Abstractions.Sources.FieldPath.Parse(field), format, Sealed: true));
        }

        return steps;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> bytes, string place)
    {
        try
        {
            if (bytes.Length > Small)
            {
                Count(bytes.Span, place);
            }

            return JsonDocument.Parse(bytes, Options);
        }
        catch (JsonException exception)
        {
            // The parser's message quotes the content; only the place of the defect is told.
            throw new ExchangeException(
                FailureKind.Data,
                $"{place}: the reply is not JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}), or nested deeper than {Depth} levels.",
                "Check the path; where the system answers in XML or in another character set, declare 'reply: { format: xml, charset: gb18030 }'.");
        }
    }

    private static void Count(ReadOnlySpan<byte> bytes, string place)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = Depth });
        for (var values = 0; reader.Read(); values++)
        {
            if (values > MostValues)
            {
                throw new ExchangeException(FailureKind.Data, $"{place}: the reply has more than {MostValues} values.", "Ask for smaller pages.");
            }
        }
    }

    private ReadOnlyMemory<byte> Utf8(ReadOnlyMemory<byte> bytes, string? label, string place)
    {
        if (bytes.Span.StartsWith("\uFEFF"u8))
        {
            return bytes[3..];
        }

        var characters = Settings.Characters ?? Labelled(bytes.Span, label) ?? (Settings.Format == "xml" ? Labelled(bytes.Span, Declared(bytes.Span)) : null);
        var marked = bytes.Span is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        return !marked && (characters is null || ReferenceEquals(characters, CharacterSet.Utf8))
            ? bytes
            : Encoding.UTF8.GetBytes((characters ?? CharacterSet.Utf8).Decode(bytes.Span, place));
    }

    // Labels are often wrong: one of a single-byte set says nothing, and Chinese that is good UTF-8 (three bytes each) is that.
    private static CharacterSet? Labelled(ReadOnlySpan<byte> bytes, string? label) =>
        label is null || label.StartsWith("iso-8859", StringComparison.OrdinalIgnoreCase) || label.StartsWith("windows-125", StringComparison.OrdinalIgnoreCase)
        || (bytes.ContainsAnyInRange((byte)0xE4, (byte)0xE9) && System.Text.Unicode.Utf8.IsValid(bytes))
            ? null
            : CharacterSet.Find(label);

    // What the declaration of an XML document says, where neither the file nor the header does.
    private static string? Declared(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.ASCII.GetString(bytes[..Math.Min(bytes.Length, 100)]);
        var start = head.IndexOf("encoding=", StringComparison.Ordinal);
        var end = head.IndexOf("?>", StringComparison.Ordinal);
        return start < 0 || end < start ? null : head[(start + 9)..end].Split(' ')[0].Trim('"', '\'', ' ');
    }

    private static byte[] Xml(string text, int largest, string place)
    {
        try
        {
            return XmlRecord.Read(text, Math.Min(largest, XmlRecord.MaximumCharacters));
        }
        catch (XmlException exception)
        {
            throw new ExchangeException(
                FailureKind.Data,
                $"{place}: the reply is not XML that can be taken (line {exception.LineNumber}, column {exception.LinePosition}): it is broken, has a document type, is nested deeper than {XmlRecord.MaximumDepth} levels or longer than {XmlRecord.MaximumCharacters} characters.",
                "Check the path and 'reply: format'; a document type (DTD) is refused always, ask the owner of the system to leave it out.");
        }
    }

    private static byte[] Unpack(ReadOnlyMemory<byte> bytes, int largest, string place)
    {
        using var source = new MemoryStream(bytes.ToArray());
        using var unpacked = new MemoryStream();
        var chunk = new byte[81920];
        try
        {
            using var gzip = new GZipStream(source, CompressionMode.Decompress);
            for (int read; (read = gzip.Read(chunk)) > 0;)
            {
                if (unpacked.Length + read > largest)
                {
                    throw ReplyBody.TooLarge(largest, place);
                }

                unpacked.Write(chunk, 0, read);
            }
        }
        catch (InvalidDataException exception)
        {
            throw new ExchangeException(FailureKind.Data, $"{place}: the packed reply is broken.", "Ask the owner of the system.", exception);
        }

        return unpacked.ToArray();
    }

    private byte[] Opened(JsonElement root, InsideText inside, int largest, string place)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable))
        {
            Copy(writer, root, inside.Names, 0, text => Document(text, inside, largest, place));
        }

        return stream.ToArray();
    }

    private byte[] Document(string text, InsideText inside, int largest, string place)
    {
        var where = $"{place}, inside '{inside.Path.Text}'";
        if (inside.Sealed)
        {
            text = Encoding.UTF8.GetString(Utf8(seal!.Open(text, where), null, where).Span);
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return "null"u8.ToArray();
        }

        if (inside.Format == "text")
        {
            return JsonSerializer.SerializeToUtf8Bytes(text);
        }

        if (inside.Format == "xml")
        {
            return Xml(text, largest, where);
        }

        var json = Encoding.UTF8.GetBytes(text);
        Parse(json, where).Dispose();
        return json;
    }

    private static void Copy(Utf8JsonWriter writer, JsonElement element, IReadOnlyList<string> names, int step, Func<string, byte[]> document)
    {
        if (step == names.Count && element.ValueKind == JsonValueKind.String)
        {
            writer.WriteRawValue(document(element.GetString()!), skipInputValidation: true);
        }
        else if (step < names.Count && element.ValueKind == JsonValueKind.Object)
        {
            writer.WriteStartObject();
            foreach (var property in element.EnumerateObject())
            {
                writer.WritePropertyName(property.Name);
                if (property.NameEquals(names[step]))
                {
                    Copy(writer, property.Value, names, step + 1, document);
                }
                else
                {
                    writer.WriteRawValue(property.Value.GetRawText(), skipInputValidation: true);
                }
            }

            writer.WriteEndObject();
        }
        else
        {
            // Already a document, or nothing at all.
            writer.WriteRawValue(element.GetRawText(), skipInputValidation: true);
        }
    }
}
