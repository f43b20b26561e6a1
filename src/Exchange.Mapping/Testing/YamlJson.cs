using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Plans;
using Exchange.Mapping.Yaml;

namespace Exchange.Mapping.Testing;

/// <summary>Writes YAML as JSON: what is not quoted and looks like a number or a flag is one; all else is text.</summary>
internal static class YamlJson
{
    public static byte[] Write(ConfigNode node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, OutputText.Options))
        {
            Write(node, writer);
        }

        return stream.ToArray();
    }

    private static void Write(ConfigNode node, Utf8JsonWriter writer)
    {
        switch (node)
        {
            case ConfigMap map:
                writer.WriteStartObject();
                foreach (var entry in map.Entries)
                {
                    writer.WritePropertyName(entry.Key);
                    Write(entry.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case ConfigList list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            case ConfigScalar { Value: null }:
                writer.WriteNullValue();
                break;
            case ConfigScalar { Quoted: false, Value: "true" or "false" } flag:
                writer.WriteBooleanValue(flag.Value == "true");
                break;
            case ConfigScalar { Quoted: false } number when PlainNumber.Is(number.Value!):
                writer.WriteRawValue(number.Value!);
                break;
            case ConfigScalar scalar:
                writer.WriteStringValue(scalar.Value);
                break;
        }
    }
}
