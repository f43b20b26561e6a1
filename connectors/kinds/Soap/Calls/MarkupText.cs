using System.Text;
using System.Xml;
using Exchange.Abstractions.Decoding;

namespace Exchange.Connectors.Soap.Calls;

/// <summary>Values made fit for XML.</summary>
internal static class MarkupText
{
    /// <summary>The text without what XML 1.0 cannot hold at all.</summary>
    public static string Clean(string text)
    {
        var good = 0;
        while (good < text.Length && (XmlConvert.IsXmlChar(text[good]) || IsPair(text, good) || IsPair(text, good - 1)))
        {
            good++;
        }

        if (good == text.Length)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsPair(text, i))
            {
                clean.Append(text, i++, 2);
            }
            else if (XmlConvert.IsXmlChar(text[i]))
            {
                clean.Append(text[i]);
            }
        }

        return clean.ToString();
    }

    /// <summary>The text as content of an element or a value of an attribute.</summary>
    public static string Escape(string text) => Clean(text)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>Whether a text is one or several well formed elements, with or without a declaration.</summary>
    public static bool IsMarkup(string text)
    {
        try
        {
            var settings = XmlRecord.Settings();
            settings.ConformanceLevel = text.TrimStart().StartsWith("<?xml", StringComparison.Ordinal) ? ConformanceLevel.Document : ConformanceLevel.Fragment;
            using var source = new StringReader(text.Trim());
            using var reader = XmlReader.Create(source, settings);
            while (reader.Read())
            {
                // To the end.
            }

            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static bool IsPair(string text, int at) => at >= 0 && at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);
}
