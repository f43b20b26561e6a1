using System.Text;
using System.Text.Json;

namespace Exchange.Connectors.Files.Writing;

/// <summary>Finds the first field of an item that cannot be written.</summary>
internal static class ItemText
{
    /// <summary>The field with a text that the encoding does not hold, or that holds control characters where none may be; <see langword="null"/> where there is none.</summary>
    /// <param name="value">The item.</param>
    /// <param name="encoding">The encoding of the file.</param>
    /// <param name="asXml">Whether the file is XML, which writes any character by number but no control character.</param>
    /// <param name="path">Where the value stands.</param>
    public static string? Unwritable(JsonElement value, Encoding encoding, bool asXml, string path = "")
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    var place = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
                    if ((!asXml && !SinkCharset.Holds(encoding, member.Name)) || Unwritable(member.Value, encoding, asXml, place) is not null)
                    {
                        return Unwritable(member.Value, encoding, asXml, place) ?? place;
                    }
                }

                return null;
            case JsonValueKind.Array:
                return value.EnumerateArray().Select(i => Unwritable(i, encoding, asXml, path)).FirstOrDefault(f => f is not null);
            case JsonValueKind.String:
                var text = value.GetString()!;
                var fits = asXml ? text.All(c => c >= ' ' || c is '\t' or '\r' or '\n') && text.AsSpan().IndexOfAny('\uFFFE', '\uFFFF') < 0 : SinkCharset.Holds(encoding, text);
                return fits ? null : path;
            default:
                return null;
        }
    }
}
