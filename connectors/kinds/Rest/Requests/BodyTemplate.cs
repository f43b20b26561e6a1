using System.Text.Json;
using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Rest.Requests;

/// <summary>A JSON body written as YAML, with placeholders in its texts. An unquoted number, true, false or null stays one.</summary>
internal sealed class BodyTemplate(ConfigNode root)
{
    /// <summary>The placeholders in the body.</summary>
    public IEnumerable<string> Names => NamesIn(root);

    /// <summary>Writes the body.</summary>
    /// <param name="values">The values of the placeholders.</param>
    /// <param name="extra">Text properties added to the root object.</param>
    public byte[] Write(IReadOnlyDictionary<string, string> values, IReadOnlyList<KeyValuePair<string, string>> extra)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Write(writer, root, values, extra);
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, ConfigNode node, IReadOnlyDictionary<string, string> values, IReadOnlyList<KeyValuePair<string, string>> extra)
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

    private static void Write(Utf8JsonWriter writer, ConfigScalar scalar, IReadOnlyDictionary<string, string> values)
    {
        switch (scalar)
        {
            case { Value: null }:
                writer.WriteNullValue();
                break;
            case { Quoted: false, Value: "true" or "false" }:
                writer.WriteBooleanValue(scalar.Value == "true");
                break;
            case { Value: "{pageSize}" }:
                writer.WriteRawValue(values["pageSize"]);
                break;
            case { Quoted: false } when IsNumber(scalar.Value):
                writer.WriteRawValue(scalar.Value);
                break;
            default:
                writer.WriteStringValue(TemplateText.Parse(scalar.Value).Fill(values));
                break;
        }
    }

    private static bool IsNumber(string text)
    {
        if (text.Length > 30 || !(char.IsAsciiDigit(text[0]) || text[0] == '-'))
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

    private static IEnumerable<string> NamesIn(ConfigNode node) => node switch
    {
        ConfigMap map => map.Entries.SelectMany(e => NamesIn(e.Value)),
        ConfigList list => list.Items.SelectMany(NamesIn),
        ConfigScalar { Value: { } text } => TemplateText.Parse(text).Names,
        _ => [],
    };
}
