using System.Text;
using System.Text.Json;
using System.Xml;

namespace Exchange.Connectors.Rest.Requests;

/// <summary>Writes JSON as XML: a member is an element, a list repeats it, <c>@name</c> is an attribute, <c>#text</c> the text; null is an empty element.</summary>
internal static class XmlMembers
{
    private static readonly XmlWriterSettings Fragment = new() { ConformanceLevel = ConformanceLevel.Fragment, OmitXmlDeclaration = true, CheckCharacters = true };

    /// <summary>The XML of a placeholder that stands for JSON: <c>{item}</c> its members, <c>{items:Case}</c> an element <c>Case</c> for each; otherwise <see langword="null"/>.</summary>
    public static string? Of(RequestValues values, string placeholder)
    {
        var parts = placeholder.Split(':', 2);
        if (!values.Json.TryGetValue(parts[0], out var json))
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, Fragment))
        {
            if (parts.Length == 2 || document.RootElement.ValueKind == JsonValueKind.Array)
            {
                Write(writer, parts.Length == 2 ? parts[1] : "item", document.RootElement);
            }
            else
            {
                Members(writer, document.RootElement, attributes: false);
            }
        }

        return text.ToString();
    }

    private static void Write(XmlWriter writer, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Write(writer, name, item);
            }

            return;
        }

        writer.WriteStartElement(XmlConvert.EncodeLocalName(name));
        if (value.ValueKind == JsonValueKind.Object)
        {
            Members(writer, value, attributes: true);
        }
        else if (value.ValueKind != JsonValueKind.Null)
        {
            writer.WriteString(Text(value));
        }

        writer.WriteEndElement();
    }

    private static void Members(XmlWriter writer, JsonElement value, bool attributes)
    {
        foreach (var member in value.EnumerateObject().Where(m => attributes && m.Name.StartsWith('@')))
        {
            writer.WriteAttributeString(XmlConvert.EncodeLocalName(member.Name[1..]), Text(member.Value));
        }

        foreach (var member in value.EnumerateObject().Where(m => !m.Name.StartsWith('@')))
        {
            if (member.Name == "#text")
            {
                writer.WriteString(Text(member.Value));
            }
            else
            {
                Write(writer, member.Name, member.Value);
            }
        }
    }

    // What XML cannot hold at all (control characters) is left out rather than sinking the item.
    private static string Text(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ValueKind == JsonValueKind.Null ? "" : value.GetRawText();
        return text.Any(c => !XmlConvert.IsXmlChar(c) && !char.IsSurrogate(c)) ? string.Concat(text.Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))) : text;
    }
}
