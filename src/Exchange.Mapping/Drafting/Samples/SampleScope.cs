using System.Text.Json;

namespace Exchange.Mapping.Drafting.Samples;

/// <summary>The fields of records, or of the items of one of their lists.</summary>
/// <param name="path">The path of the list from its own scope; empty for records.</param>
/// <param name="name">The name of the list.</param>
internal sealed class SampleScope(string path, string name)
{
    private const int DeepestGroup = 6;
    private readonly Dictionary<string, SampleField> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SampleScope> _lists = new(StringComparer.Ordinal);

    public string Path { get; } = path;

    public string Name { get; } = name;

    /// <summary>The fields in the order they were first seen.</summary>
    public IReadOnlyCollection<SampleField> Fields => _fields.Values;

    /// <summary>The lists of objects in the order they were first seen.</summary>
    public IReadOnlyCollection<SampleScope> Lists => _lists.Values;

    /// <summary>The scope of all records.</summary>
    public static SampleScope Of(IEnumerable<JsonElement> records)
    {
        var scope = new SampleScope("", "");
        foreach (var record in records)
        {
            scope.Add(record, []);
        }

        // A list that is empty or one plain value here and full of objects there is a list.
        foreach (var list in scope._lists.Keys)
        {
            scope._fields.Remove(list);
        }

        return scope;
    }

    private void Add(JsonElement item, IReadOnlyList<string> groups)
    {
        foreach (var member in item.EnumerateObject())
        {
            var at = groups.Count == 0 ? member.Name : $"{string.Join('.', groups)}.{member.Name}";
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.Object when groups.Count < DeepestGroup:
                    Add(member.Value, [.. groups, member.Name]);
                    break;
                case JsonValueKind.Array when member.Value.EnumerateArray().Any(i => i.ValueKind == JsonValueKind.Object):
                    if (!_lists.TryGetValue(at, out var list))
                    {
                        _lists[at] = list = new SampleScope(at, member.Name);
                    }

                    foreach (var element in member.Value.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object))
                    {
                        list.Add(element, []);
                    }

                    break;
                default:
                    AddValue(at, groups, member);
                    break;
            }
        }
    }

    private void AddValue(string at, IReadOnlyList<string> groups, JsonProperty member)
    {
        if (!_fields.TryGetValue(at, out var field))
        {
            _fields[at] = field = new SampleField(at, groups, member.Name);
        }

        switch (member.Value.ValueKind)
        {
            case JsonValueKind.String:
                field.Add(member.Value.GetString()!);
                break;
            case JsonValueKind.Number:
                field.Add(member.Value.GetRawText());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                field.HasFlags = true;
                field.Add(member.Value.GetRawText());
                break;
            case JsonValueKind.Array or JsonValueKind.Object:
                field.HasList = true;
                break;
        }
    }
}
