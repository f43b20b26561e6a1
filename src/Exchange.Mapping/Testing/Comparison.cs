using System.Text.Json;
using Exchange.Abstractions.Configuration;

namespace Exchange.Mapping.Testing;

/// <summary>Compares content with what a test expects.</summary>
internal sealed class Comparison(bool exact)
{
    private readonly List<string> _differences = [];

    public IReadOnlyList<string> Differences => _differences;

    /// <summary>Compares an object with an expected map; a dotted key reaches into groups and lists.</summary>
    public void Compare(ConfigMap expected, JsonElement actual, string path)
    {
        foreach (var entry in expected.Entries)
        {
            Compare(entry.Value, Find(actual, entry.Key), Join(path, entry.Key));
        }

        if (exact)
        {
            ReportUnexpected(expected, actual, path, "");
        }
    }

    private void Compare(ConfigNode expected, JsonElement? actual, string path)
    {
        switch (expected)
        {
            case ConfigScalar { Value: null }:
                if (actual is { ValueKind: not JsonValueKind.Null })
                {
                    Differ(path, "nothing", Show(actual));
                }

                break;
            case ConfigScalar scalar:
                if (!Same(scalar, actual))
                {
                    Differ(path, scalar.Quoted ? $"\"{scalar.Value}\"" : scalar.Value!, Show(actual));
                }

                break;
            case ConfigMap map when actual is { ValueKind: JsonValueKind.Object } group:
                Compare(map, group, path);
                break;
            case ConfigList list when actual is { ValueKind: JsonValueKind.Array } array:
                if (array.GetArrayLength() != list.Items.Count)
                {
                    Differ(path, $"{list.Items.Count} items", $"{array.GetArrayLength()} items");
                }

                for (var i = 0; i < Math.Min(list.Items.Count, array.GetArrayLength()); i++)
                {
                    Compare(list.Items[i], array[i], $"{path}[{i}]");
                }

                break;
            default:
                Differ(path, expected is ConfigMap ? "a group" : "a list", Show(actual));
                break;
        }
    }

    private void ReportUnexpected(ConfigMap expected, JsonElement actual, string path, string prefix)
    {
        foreach (var property in actual.EnumerateObject())
        {
            var key = prefix + property.Name;
            if (expected.Entries.Any(e => e.Key == key || e.Key.StartsWith(key + "[", StringComparison.Ordinal)))
            {
                continue;
            }

            if (property.Value.ValueKind == JsonValueKind.Object && expected.Entries.Any(e => e.Key.StartsWith(key + ".", StringComparison.Ordinal)))
            {
                ReportUnexpected(expected, property.Value, path, key + ".");
            }
            else
            {
                Differ(Join(path, key), "nothing", Show(property.Value));
            }
        }
    }

    private static JsonElement? Find(JsonElement actual, string key)
    {
        if (actual.ValueKind == JsonValueKind.Array && key.StartsWith('[') && key.IndexOf(']') is > 1 and var end
            && int.TryParse(key.AsSpan(1, end - 1), out var index))
        {
            var rest = key[(end + 1)..].TrimStart('.');
            return index >= actual.GetArrayLength() ? null : rest.Length == 0 ? actual[index] : Find(actual[index], rest);
        }

        if (actual.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (actual.TryGetProperty(key, out var own))
        {
            return own;
        }

        // Names may hold dots themselves (raw), so every split is tried.
        for (var i = key.IndexOfAny(['.', '['], 1); i > 0; i = i + 1 < key.Length ? key.IndexOfAny(['.', '['], i + 1) : -1)
        {
            if (actual.TryGetProperty(key[..i], out var outer) && Find(outer, key[i..].TrimStart('.')) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static bool Same(ConfigScalar expected, JsonElement? actual) => actual?.ValueKind switch
    {
        JsonValueKind.String => actual.Value.GetString() == expected.Value,
        JsonValueKind.Number => !expected.Quoted && actual.Value.GetRawText() == expected.Value,
        JsonValueKind.True => !expected.Quoted && expected.Value == "true",
        JsonValueKind.False => !expected.Quoted && expected.Value == "false",
        _ => false,
    };

    private void Differ(string path, string expected, string actual) => _differences.Add($"{path}: expected {expected}, actual {actual}");

    private static string Join(string path, string key) => path.Length == 0 ? key : key.StartsWith('[') ? path + key : $"{path}.{key}";

    private static string Show(JsonElement? actual) =>
        actual is not { } value || value.ValueKind == JsonValueKind.Undefined ? "nothing" : value.GetRawText();
}
