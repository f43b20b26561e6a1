using System.Text.Json;
using System.Xml;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Files.Writing;

/// <summary>Items as XML: a member is an element, a list is an element repeated, null is an empty element.</summary>
internal sealed class XmlFile(FilesSink sink)
{
    public byte[] Write(IReadOnlyList<SinkItem> items)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = sink.Encoding, Indent = true }))
        {
            writer.WriteStartElement(sink.Elements.Root);
            foreach (var item in items)
            {
                writer.WriteStartElement(sink.Elements.Item);
                if (sink.Columns.Count == 0)
                {
                    Members(writer, item.Json);
                }
                else
                {
                    foreach (var (header, field) in sink.Columns)
                    {
                        Element(writer, header, field.TryFind(item.Json, out var value) ? value : default);
                    }
                }

                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Members(XmlWriter writer, JsonElement value)
    {
        foreach (var member in value.EnumerateObject())
        {
            Element(writer, member.Name, member.Value);
        }
    }

    private static void Element(XmlWriter writer, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Element(writer, name, item);
            }

            return;
        }

        writer.WriteStartElement(XmlConvert.EncodeLocalName(name));
        if (value.ValueKind == JsonValueKind.Object)
        {
            Members(writer, value);
        }
        else if (value.ValueKind != JsonValueKind.Undefined && FieldPath.TextOf(value) is { Length: > 0 } text)
        {
            writer.WriteString(text);
        }

        writer.WriteEndElement();
    }
}
