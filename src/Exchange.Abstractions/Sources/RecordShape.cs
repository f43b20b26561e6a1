using System.Text.Json;

namespace Exchange.Abstractions.Sources;

/// <summary>Collects the fields of sample records with their JSON types.</summary>
public sealed class RecordShape
{
    private const int Deepest = 8;

    private readonly SortedDictionary<string, string> _fields = new(StringComparer.Ordinal);

    /// <summary>The shape seen so far.</summary>
    /// <param name="stream">The stream's name.</param>
    public StreamShape Of(string stream) => new(stream, _fields);

    /// <summary>Takes the fields of some records into account.</summary>
    public void Add(IEnumerable<SourceRecord> records)
    {
        foreach (var record in records)
        {
            using var document = JsonDocument.Parse(record.Json);
            Add(document.RootElement, "", 0, _fields);
        }
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
