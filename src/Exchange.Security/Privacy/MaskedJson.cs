using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Abstractions.Failures;

namespace Exchange.Security.Privacy;

/// <summary>Masks a JSON document for display.</summary>
internal static class MaskedJson
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Mask(ReadOnlySpan<byte> json, Func<string, bool> isPersonal)
    {
        ArgumentNullException.ThrowIfNull(isPersonal);
        using var buffer = new MemoryStream(json.Length * 2);
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            using var writer = new Utf8JsonWriter(buffer, Indented);
            Write(writer, document.RootElement, "", "", personal: false, isPersonal);
        }
        catch (JsonException)
        {
            throw new ExchangeException(FailureKind.Data, "The content is not valid JSON, so it cannot be shown masked.", "Look at how it was written.");
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element, string path, string name, bool personal, Func<string, bool> isPersonal)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    var below = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                    writer.WritePropertyName(PersonalText.Guard(property.Name));
                    Write(writer, property.Value, below, property.Name, personal || isPersonal(below), isPersonal);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item, path, name, personal, isPersonal);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(personal ? Personal(name, element.GetString()!) : PersonalText.Guard(element.GetString()));
                break;
            case JsonValueKind.Number:
                WriteNumber(writer, element, name, personal);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, JsonElement element, string name, bool personal)
    {
        var text = element.GetRawText();
        var shown = personal ? Personal(name, text) : PersonalText.Guard(text);
        if (shown == text)
        {
            element.WriteTo(writer);
        }
        else
        {
            writer.WriteStringValue(shown);
        }
    }

    private static string Personal(string name, string value) => name switch
    {
        "name" or "legalPerson" or "handler" or "acceptedBy" or "holder" or "recipient" or "payer" or "evaluator" or "applicant" => Masking.Name(value),
        "idNo" or "holderIdNo" or "certificateNo" or "identifier" or "number" or "trackingNo" => Masking.Document(value),
        "mobile" or "phone" => Masking.Mobile(value),
        "address" => Masking.Address(value),
        _ => Masking.All(value),
    };
}
