using System.Text.Json;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Soap.Replies;

/// <summary>Values of elements: an element with attributes holds its text as <c>#text</c>.</summary>
internal static class ReplyValue
{
    /// <summary>The text of an element; <see langword="null"/> where it is empty or has members.</summary>
    public static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.TryGetProperty("#text", out var text) ? FieldPath.TextOf(text) : null,
        JsonValueKind.Array => value.GetArrayLength() > 0 ? Text(value[0]) : null,
        JsonValueKind.Undefined => null,
        _ => FieldPath.TextOf(value),
    };

    /// <summary>The text at a path.</summary>
    public static string? Text(JsonElement root, FieldPath? path) => path is not null && path.TryFind(root, out var found) ? Text(found) : null;

    /// <summary>The members of an element that are elements.</summary>
    public static IEnumerable<JsonProperty> Members(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().Where(m => m.Name[0] is not ('@' or '#'))
        : [];
}
