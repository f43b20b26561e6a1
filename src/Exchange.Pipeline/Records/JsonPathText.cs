using System.Text.Json;

namespace Exchange.Pipeline.Records;

/// <summary>Reads the text at a dotted path of a JSON object.</summary>
internal static class JsonPathText
{
    /// <summary>The text or number there, or <see langword="null"/>.</summary>
    public static string? Read(JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
            _ => null,
        };
    }
}
