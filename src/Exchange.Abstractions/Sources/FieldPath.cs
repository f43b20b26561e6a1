using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Exchange.Abstractions.Sources;

/// <summary>A simple path into a JSON document: names joined by dots (<c>data.items</c>), with or without a leading <c>$</c>.</summary>
public sealed class FieldPath
{
    private readonly byte[][] _names;

    private FieldPath(string text, byte[][] names)
    {
        Text = text;
        _names = names;
    }

    /// <summary>The path as written.</summary>
    public string Text { get; }

    /// <summary>Reads a path.</summary>
    /// <returns>Whether <paramref name="text"/> is a path; <c>$</c> alone is the root.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out FieldPath? path)
    {
        path = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        var names = text == "$" ? [] : (text.StartsWith("$.", StringComparison.Ordinal) ? text[2..] : text).Split('.');
        foreach (var name in names)
        {
            if (name.Length == 0 || name.AsSpan().IndexOfAny("[]*$") >= 0)
            {
                return false;
            }
        }

        path = new FieldPath(text, [.. names.Select(Encoding.UTF8.GetBytes)]);
        return true;
    }

    /// <summary>Reads a path that is known to be one.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static FieldPath Parse(string text) =>
        TryParse(text, out var path) ? path : throw new FormatException($"'{text}' is not a path such as data.items.");

    /// <summary>Finds the value; a step through anything but an object finds nothing.</summary>
    public bool TryFind(JsonElement root, out JsonElement found)
    {
        found = root;
        foreach (var name in _names)
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
            {
                found = default;
                return false;
            }
        }

        return true;
    }

    /// <summary>The text of a single value: numbers as they are written; <see langword="null"/> for null, objects, lists and nothing.</summary>
    public string? FindText(JsonElement root) => TryFind(root, out var found) ? TextOf(found) : null;

    /// <summary>The text of a single value: numbers as they are written; <see langword="null"/> for null, objects and lists.</summary>
    public static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };
}
