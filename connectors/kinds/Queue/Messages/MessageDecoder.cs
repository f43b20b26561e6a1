using System.Text.Json;
using System.Xml;
using Exchange.Abstractions.Decoding;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Queue.Messages;

/// <summary>Decodes a message to JSON, bounded in size and depth.</summary>
internal static class MessageDecoder
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = XmlRecord.MaximumDepth + 8 };

    /// <summary>The message as JSON, or why it is none.</summary>
    public static JsonDocument? Decode(ReadOnlyMemory<byte> body, MessageFormat format, out RecordFault? fault)
    {
        fault = null;
        if (body.IsEmpty)
        {
            fault = Undecodable("The message is empty.");
            return null;
        }

        try
        {
            return format.Format == "json" ? Json(body, format) : JsonDocument.Parse(Xml(body.Span, format), Options);
        }
        catch (JsonException)
        {
            // The parser's message quotes the content.
            fault = Undecodable($"The message is not JSON, or nested deeper than {Options.MaxDepth} levels.");
        }
        catch (XmlException exception)
        {
            fault = Undecodable($"The message is not XML that is taken (line {exception.LineNumber}): not well formed, with a document type, or nested deeper than {XmlRecord.MaximumDepth} levels.");
        }
        catch (ExchangeException exception)
        {
            fault = Undecodable(exception.Message);
        }

        return null;
    }

    private static JsonDocument Json(ReadOnlyMemory<byte> body, MessageFormat format)
    {
        if (!ReferenceEquals(format.Charset, CharacterSet.Utf8) || body.Span is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return JsonDocument.Parse(format.Charset.Decode(body.Span, "the message"), Options);
        }

        var bytes = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        if (!System.Text.Unicode.Utf8.IsValid(bytes.Span))
        {
            format.Charset.Decode(bytes.Span, "the message");
        }

        return JsonDocument.Parse(bytes, Options);
    }

    private static byte[] Xml(ReadOnlySpan<byte> body, MessageFormat format)
    {
        var text = format.Charset.Decode(body, "the message");
        if (format.Format == "text-with-xml")
        {
            var start = text.IndexOf('<', StringComparison.Ordinal);
            var end = text.LastIndexOf('>');
            text = start >= 0 && end > start ? text[start..(end + 1)] : text;
        }

        return XmlRecord.Read(text, format.Largest * 2);
    }

    private static RecordFault Undecodable(string message) => new("$", "undecodable", message);
}
