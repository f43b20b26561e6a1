using System.Xml;
using System.Xml.Linq;
using Exchange.Abstractions.Decoding;

namespace Exchange.Mapping.Samples;

/// <summary>Replaces the values of a text that holds XML and leaves its structure as it is; comments and instructions go.</summary>
internal static class XmlText
{
    private const int MaximumCharacters = 16 * 1024 * 1024;

    /// <summary>The text with its values replaced; <see langword="null"/> where it is no XML, has a document type, or is too deep.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">Its path in the record.</param>
    /// <param name="replace">Gives the replacement of a value by its path, in the words mappings name it by.</param>
    public static string? Replace(string text, string path, Func<string, string, string> replace)
    {
        try
        {
            if (Load(text) is not { Root: { } root } document)
            {
                return null;
            }

            document.DescendantNodes().Where(n => n is XComment or XProcessingInstruction).Remove();
            Element(root, $"{path}.{root.Name.LocalName}", replace);
            return document.Declaration + root.ToString(SaveOptions.DisableFormatting);
        }
        catch (Exception exception) when (exception is XmlException or ArgumentException or InvalidOperationException)
        {
            // The text of the exception may quote the record.
            return null;
        }
    }

    private static XDocument? Load(string text)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaximumCharacters };
        var clean = text.Trim().TrimStart('\uFEFF');
        using (var depth = XmlReader.Create(new StringReader(clean), settings))
        {
            while (depth.Read())
            {
                if (depth.Depth > XmlRecord.MaximumDepth)
                {
                    return null;
                }
            }
        }

        using var reader = XmlReader.Create(new StringReader(clean), settings);
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }

    private static void Element(XElement element, string path, Func<string, string, string> replace)
    {
        var group = element.HasElements;
        foreach (var attribute in element.Attributes().Where(a => !a.IsNamespaceDeclaration))
        {
            group = true;
            attribute.Value = replace($"{path}.@{attribute.Name.LocalName}", attribute.Value);
        }

        foreach (var child in element.Elements())
        {
            Element(child, $"{path}.{child.Name.LocalName}", replace);
        }

        var texts = element.Nodes().OfType<XText>().Where(t => !string.IsNullOrWhiteSpace(t.Value)).ToList();
        if (texts.Count == 0)
        {
            return;
        }

        texts[0].Value = replace(group ? path + ".#text" : path, string.Concat(texts.Select(t => t.Value)));
        texts.Skip(1).Remove();
    }
}
