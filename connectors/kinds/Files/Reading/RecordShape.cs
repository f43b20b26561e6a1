using System.Text.Json;

namespace Exchange.Connectors.Files.Reading;

/// <summary>Collects the fields of sample records with their JSON types.</summary>
internal static class RecordShape
{
    private const int Deepest = 8;

    public static void Add(ReadOnlyMemory<byte> json, IDictionary<string, string> fields)
    {
        using var document = JsonDocument.Parse(json);
        Add(document.RootElement, "", 0, fields);
    }

    private static void Add(JsonElement element, string path, int depth, IDictionary<string, string> fields)
    {
        if (element.ValueKind == JsonValueKind.Object && depth < Deepest)
        {
            foreach (var property in element.EnumerateObject())
            {
                Add(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", depth + 1, fields);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            Note(path, "list", fields);
            foreach (var item in element.EnumerateArray().Take(1))
            {
                Add(item, path + "[]", depth + 1, fields);
            }
        }
        else if (path.Length > 0)
        {
            Note(path, element.ValueKind switch
            {
                JsonValueKind.String => "text",
                JsonValueKind.Number => "number",
                JsonValueKind.True or JsonValueKind.False => "boolean",
                JsonValueKind.Object => "object",
                _ => "null",
            }, fields);
        }
    }

    private static void Note(string path, string type, IDictionary<string, string> fields)
    {
        if (!fields.TryGetValue(path, out var known) || known == "null")
        {
            fields[path] = type;
        }
        else if (type != "null" && !known.Split('|').Contains(type))
        {
            fields[path] = $"{known}|{type}";
        }
    }
}
