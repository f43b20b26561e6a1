using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Rest.Requests;

/// <summary>
/// A JSON body written as YAML, with placeholders in its texts. An unquoted number, true, false or null stays one; so does
/// the value of <c>{pageSize}</c>, of <c>{x:number}</c>, and of a placeholder that stands for JSON, such as <c>{items}</c>.
/// </summary>
internal sealed class BodyTemplate(ConfigNode root)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The placeholders in the body, as written.</summary>
    public IEnumerable<string> Placeholders => PlaceholdersIn(root);

    /// <summary>Writes the body.</summary>
    /// <param name="values">The values of the placeholders.</param>
    /// <param name="extra">Text properties added to the root object.</param>
    public byte[] Write(RequestValues values, IReadOnlyList<KeyValuePair<string, string>> extra)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable))
        {
            Write(writer, root, values, extra);
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, ConfigNode node, RequestValues values, IReadOnlyList<KeyValuePair<string, string>> extra)
    {
        switch (node)
        {
            case ConfigMap map:
                writer.WriteStartObject();
                foreach (var entry in map.Entries.Where(e => !extra.Any(x => x.Key == e.Key)))
                {
                    writer.WritePropertyName(entry.Key);
                    Write(writer, entry.Value, values, []);
                }

                foreach (var added in extra)
                {
                    writer.WriteString(added.Key, added.Value);
                }

                writer.WriteEndObject();
                break;
            case ConfigList list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(writer, item, values, []);
                }

                writer.WriteEndArray();
                break;
            case ConfigScalar scalar:
                Write(writer, scalar, values);
                break;
        }
    }

    private static void Write(Utf8JsonWriter writer, ConfigScalar scalar, RequestValues values)
    {
        if (scalar.Value is null)
        {
            writer.WriteNullValue();
        }
        else if (!scalar.Quoted && scalar.Value is "true" or "false")
        {
            writer.WriteBooleanValue(scalar.Value == "true");
        }
        else if (!scalar.Quoted && IsNumber(scalar.Value))
        {
            writer.WriteRawValue(scalar.Value);
        }
        else
        {
            var template = TemplateText.Parse(scalar.Value);
            if (template.Single is { } only && values.Json.TryGetValue(only, out var json))
            {
                writer.WriteRawValue(json.Span, skipInputValidation: true);
            }
            else if (template.Single is { } number && (number == "pageSize" || number.EndsWith(":number", StringComparison.Ordinal))
                && values.Find(number) is { } digits && IsNumber(digits))
            {
                writer.WriteRawValue(digits);
            }
            else
            {
                writer.WriteStringValue(template.Fill(values));
            }
        }
    }

    private static bool IsNumber(string text)
    {
        if (text.Length is 0 or > 30 || !(char.IsAsciiDigit(text[0]) || text[0] == '-'))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IEnumerable<string> PlaceholdersIn(ConfigNode node) => node switch
    {
        ConfigMap map => map.Entries.SelectMany(e => PlaceholdersIn(e.Value)),
        ConfigList list => list.Items.SelectMany(PlaceholdersIn),
        ConfigScalar { Value: { } text } => TemplateText.Parse(text).Placeholders,
        _ => [],
    };
}
