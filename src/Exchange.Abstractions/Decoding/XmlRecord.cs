using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;

namespace Exchange.Abstractions.Decoding;

/// <summary>
/// XML as JSON: an element is a member of its parent, one that repeats is a list, an attribute is <c>@name</c>, text beside
/// members is <c>#text</c>, an empty element is null. Prefixes of namespaces are left out.
/// </summary>
public static class XmlRecord
{
    /// <summary>How deep a structure inside a record may be, so that the record stays readable with it.</summary>
    public const int MaximumDepth = 32;

    /// <summary>How long a document may be where nothing else is said, in characters.</summary>
    public const int MaximumCharacters = 16 * 1024 * 1024;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The JSON of a document, UTF-8. What its declaration says of the character set does not matter any more.</summary>
    /// <param name="text">The document, already decoded; white space and a byte order mark around it are allowed.</param>
    /// <param name="maximumCharacters">How long it may be.</param>
    /// <exception cref="XmlException">It is no XML, has a document type, or is too large or too deep.</exception>
    public static byte[] Read(string text, int maximumCharacters = MaximumCharacters)
    {
        using var source = new StringReader(text.Trim().TrimStart('\uFEFF'));
        using var reader = XmlReader.Create(source, Settings(maximumCharacters));
        return Read(reader);
    }

    /// <summary>How hostile XML is read: no document type, no entity of its own, nothing fetched, bounded.</summary>
    /// <param name="maximumCharacters">How long a document may be.</param>
    public static XmlReaderSettings Settings(int maximumCharacters = MaximumCharacters) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = maximumCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private static byte[] Read(XmlReader reader)
    {
        reader.MoveToContent();
        var root = new XmlGroup();
        root.Add(reader.LocalName, Element(reader, 1));
        while (reader.Read())
        {
            // What follows the root must be well formed too.
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable))
        {
            Write(writer, root);
        }

        return stream.ToArray();
    }

    private static object? Element(XmlReader reader, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new XmlException("Too deep.");
        }

        var group = new XmlGroup();
        var text = new StringBuilder();
        var empty = reader.IsEmptyElement;
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI != "http://www.w3.org/2000/xmlns/")
            {
                group.Add("@" + reader.LocalName, reader.Value);
            }
        }

        while (!empty && reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    group.Add(reader.LocalName, Element(reader, depth + 1));
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    text.Append(reader.Value);
                    break;
            }
        }

        if (group.Members.Count == 0)
        {
            return text.Length == 0 ? null : text.ToString();
        }

        var beside = text.ToString();
        if (!string.IsNullOrWhiteSpace(beside))
        {
            group.Add("#text", beside);
        }

        return group;
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case XmlGroup group:
                writer.WriteStartObject();
                foreach (var (name, values) in group.Members)
                {
                    writer.WritePropertyName(name);
                    if (values.Count > 1)
                    {
                        writer.WriteStartArray();
                        values.ForEach(v => Write(writer, v));
                        writer.WriteEndArray();
                    }
                    else
                    {
                        Write(writer, values[0]);
                    }
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteStringValue((string?)value);
                break;
        }
    }
}
