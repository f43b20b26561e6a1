using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Security.Privacy;

namespace Exchange.Host.Cli;

/// <summary>Raw records as they may be shown: everything is masked that is not certainly harmless.</summary>
internal static class MaskedRecord
{
    public static JsonNode? Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    private static JsonNode? Of(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                // A name that stands twice is shown with its last value.
                var map = new JsonObject();
                foreach (var property in value.EnumerateObject())
                {
                    map[Text(() => property.Name)] = Of(property.Value);
                }

                return map;
            case JsonValueKind.Array:
                return new JsonArray([.. value.EnumerateArray().Select(Of)]);
            case JsonValueKind.String:
                return Shown(Text(() => value.GetString()!));
            default:
                return JsonNode.Parse(value.GetRawText());
        }
    }

    // A lone surrogate (\ud800) is valid JSON but no text.
    private static string Text(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return "\ufffd";
        }
    }

    public static string Shown(string text) => Masking.IsHarmless(text) ? text : text.Length <= 1 ? "*" : $"{text[..1]}***";
}
