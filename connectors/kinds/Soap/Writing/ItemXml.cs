using System.Text;
using System.Text.Json;
using System.Xml;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Soap.Calls;

namespace Exchange.Connectors.Soap.Writing;

/// <summary>
/// JSON as XML: a member is an element, a list repeats its element, <c>@name</c> is an attribute, <c>#text</c> the text beside
/// them, null an empty element.
/// </summary>
internal static class ItemXml
{
    private const int Deepest = 32;
    private static readonly XmlWriterSettings Plain = new() { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment, NewLineHandling = NewLineHandling.Entitize };

    /// <summary>Writes an item.</summary>
    /// <exception cref="ExchangeException">A member cannot be an element (data).</exception>
    public static string Write(JsonElement item, string root)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, Plain))
        {
            Element(writer, root, item, 0);
        }

        return text.ToString();
    }

    private static void Element(XmlWriter writer, string name, JsonElement value, int depth)
    {
        if (!ParameterSettings.IsName(name) || depth > Deepest)
        {
            throw new ExchangeException(
                FailureKind.Data, $"The item's member '{SystemWords.Short(name, 60)}' cannot be an element of XML.", "Mend the outbound mapping: letters, digits and underscores, not nested deeper than 32 levels.");
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var one in value.EnumerateArray())
            {
                Element(writer, name, one, depth + 1);
            }

            return;
        }

        writer.WriteStartElement(name);
        if (value.ValueKind == JsonValueKind.Object)
        {
            // Attributes come first whatever the order of the members.
            foreach (var member in value.EnumerateObject().Where(m => m.Name[0] == '@'))
            {
                writer.WriteAttributeString(member.Name[1..], MarkupText.Clean(FieldPath.TextOf(member.Value) ?? ""));
            }

            foreach (var member in value.EnumerateObject().Where(m => m.Name[0] != '@'))
            {
                if (member.Name == "#text")
                {
                    writer.WriteString(MarkupText.Clean(FieldPath.TextOf(member.Value) ?? ""));
                }
                else
                {
                    Element(writer, member.Name, member.Value, depth + 1);
                }
            }
        }
        else
        {
            writer.WriteString(MarkupText.Clean(FieldPath.TextOf(value) ?? ""));
        }

        writer.WriteEndElement();
    }
}
