using System.Text;
using System.Text.Json;
using System.Xml;
using Exchange.Abstractions.Decoding;
using Exchange.Abstractions.Failures;

namespace Exchange.Connectors.Database.Reading;

/// <summary>Writes a column with a document, or with bytes of a declared character set.</summary>
internal static class ColumnDecoder
{
    /// <summary>Writes the value.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="reading">How the column is read.</param>
    /// <param name="characters">The character set of its bytes.</param>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="UndecodableValue">It is no such document, or no such text.</exception>
    public static void Write(Utf8JsonWriter writer, ColumnReading? reading, CharacterSet characters, ReadOnlySpan<byte> bytes)
    {
        try
        {
            Write(writer, reading, characters.Decode(bytes, "column"));
        }
        catch (ExchangeException)
        {
            throw new UndecodableValue($"it holds bytes that are no characters of {characters.Name}");
        }
    }

    /// <summary>Writes a value that is text already.</summary>
    /// <exception cref="UndecodableValue">It is no such document.</exception>
    public static void Write(Utf8JsonWriter writer, ColumnReading? reading, string text)
    {
        if (reading is not ({ Xml: true } or { Json: true }))
        {
            writer.WriteStringValue(text);
            return;
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            writer.WriteNullValue();
            return;
        }

        try
        {
            if (reading.Xml)
            {
                writer.WriteRawValue(XmlRecord.Read(text), skipInputValidation: true);
            }
            else
            {
                var json = Encoding.UTF8.GetBytes(text);
                using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = XmlRecord.MaximumDepth });
                writer.WriteRawValue(json, skipInputValidation: true);
            }
        }
        catch (Exception exception) when (exception is XmlException or JsonException or EncoderFallbackException)
        {
            throw new UndecodableValue(reading.Xml ? "it is no XML the hub can read" : "it is no JSON the hub can read");
        }
    }
}
