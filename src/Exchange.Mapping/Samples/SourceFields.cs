using System.Text.Json;
using Exchange.Mapping.Sources;

namespace Exchange.Mapping.Samples;

/// <summary>The fields of source records: paths of single values without positions, each with the texts seen.</summary>
internal sealed class SourceFields
{
    private const int MostTexts = 10_000;
    private readonly Dictionary<string, HashSet<string>> _texts = new(StringComparer.Ordinal);

    public IEnumerable<string> Paths => _texts.Keys;

    public bool Saw(string path, string text) => _texts.TryGetValue(path, out var texts) && texts.Contains(text);

    public void Add(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
            Add(document.RootElement, "");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What cannot be read has no fields.
        }
    }

    /// <summary>The objects at a list, or the record itself.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement record, string list)
    {
        if (list.Length == 0)
        {
            return [record];
        }

        var dot = list.IndexOf('.', StringComparison.Ordinal);
        var (name, rest) = dot < 0 ? (list, "") : (list[..dot], list[(dot + 1)..]);
        if (record.ValueKind != JsonValueKind.Object || !record.TryGetProperty(name, out var next))
        {
            return [];
        }

        return next.ValueKind == JsonValueKind.Array ? next.EnumerateArray().SelectMany(i => Items(i, rest)) : Items(next, rest);
    }

    /// <summary>A value as text; <see langword="null"/> where there is none.</summary>
    /// <param name="item">Where the path begins.</param>
    /// <param name="path">The path; of a list without a position the first item counts.</param>
    public static string? Text(JsonElement item, SourcePath path)
    {
        var at = item;
        for (var i = 0; i < path.Steps.Count; i++)
        {
            if (path.Steps[i] is int position)
            {
                if (at.ValueKind != JsonValueKind.Array || position >= at.GetArrayLength())
                {
                    return null;
                }

                at = at[position];
                continue;
            }

            if (at.ValueKind == JsonValueKind.Array && at.GetArrayLength() > 0)
            {
                at = at[0];
            }

            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty((string)path.Steps[i], out at))
            {
                return null;
            }
        }

        return at.ValueKind switch
        {
            JsonValueKind.String => at.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => at.GetRawText(),
            _ => null,
        };
    }

    private void Add(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    Add(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}");
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Add(item, path);
                }

                break;
            default:
                if (!_texts.TryGetValue(path, out var texts))
                {
                    _texts[path] = texts = new HashSet<string>(StringComparer.Ordinal);
                }

                if (value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) && texts.Count < MostTexts)
                {
                    texts.Add((value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()).Trim());
                }

                break;
        }
    }
}
