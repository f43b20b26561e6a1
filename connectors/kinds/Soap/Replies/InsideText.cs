using System.Net;

namespace Exchange.Connectors.Soap.Replies;

/// <summary>A document in a string: taken out of the layers of escaping that services put around it.</summary>
internal static class InsideText
{
    // Escaped by the service, again by its framework, and wrapped in CDATA between the two: more was never seen.
    private const int MostLayers = 4;

    public static string Unwrap(string text)
    {
        var inner = text.Trim().TrimStart('\uFEFF').TrimStart();
        for (var layer = 0; layer < MostLayers; layer++)
        {
            if (inner.StartsWith("<![CDATA[", StringComparison.Ordinal) && inner.EndsWith("]]>", StringComparison.Ordinal))
            {
                inner = inner[9..^3].Trim();
            }
            else if (inner.StartsWith("&lt;", StringComparison.Ordinal) || inner.StartsWith("&amp;lt;", StringComparison.Ordinal)
                || (inner.Length > 0 && inner[0] is '{' or '[' && !inner.Contains('"', StringComparison.Ordinal) && inner.Contains("&quot;", StringComparison.Ordinal)))
            {
                inner = WebUtility.HtmlDecode(inner).Trim();
            }
            else
            {
                break;
            }
        }

        return inner;
    }
}
