using System.Text;
using System.Text.Json;

namespace Exchange.Testing.Records;

/// <summary>A record as text that is the same for the same content: properties in order, ignored fields left out.</summary>
internal static class CanonicalText
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 256 };
    private static readonly JsonWriterOptions Writing = new() { MaxDepth = 256 };

    /// <summary>The text; empty where the bytes are no JSON object.</summary>
    public static string Of(ReadOnlyMemory<byte> json, IReadOnlyCollection<string> ignored)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Reading);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return "";
            }

            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer, Writing))
            {
                Write(writer, document.RootElement, "", ignored);
            }

            return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return "";
        }
    }

    /// <summary>The names of the fields in which two texts differ.</summary>
    public static IReadOnlyList<string> Differences(string left, string right)
    {
        var first = Fields(left);
        var second = Fields(right);
        return [.. first.Keys.Union(second.Keys).Where(k => first.GetValueOrDefault(k) != second.GetValueOrDefault(k)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The names of a record's fields.</summary>
    public static IReadOnlyCollection<string> Names(string text) => Fields(text).Keys;

    private static Dictionary<string, string> Fields(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (text.Length > 0)
        {
            using var document = JsonDocument.Parse(text, Reading);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                fields[property.Name] = property.Value.GetRawText();
            }
        }

        return fields;
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element, string path, IReadOnlyCollection<string> ignored)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    var here = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                    if (!ignored.Contains(here) && !ignored.Contains("$." + here))
                    {
                        writer.WritePropertyName(property.Name);
                        Write(writer, property.Value, here, ignored);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item, path, ignored);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteRawValue(element.GetRawText(), skipInputValidation: true);
                break;
        }
    }
}
