using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Database.Writing;

/// <summary>A table items are written to: the item itself, or the list of its parts at a path.</summary>
internal sealed record SinkTable
{
    public required IReadOnlyList<string> Table { get; init; }

    /// <summary>Where in the item the rows are; <see langword="null"/> where the item is the row.</summary>
    public FieldPath? From { get; init; }

    /// <summary>The columns that identify a row.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    public WriteMode Write { get; init; }

    /// <summary>Column → field of the item, where their names differ.</summary>
    public IReadOnlyDictionary<string, FieldPath> Columns { get; init; } = new Dictionary<string, FieldPath>();

    /// <summary>Column of the part → field of the item it belongs to.</summary>
    public IReadOnlyDictionary<string, FieldPath> Parent { get; init; } = new Dictionary<string, FieldPath>();

    public IReadOnlyList<SetValue> Set { get; init; } = [];

    /// <summary>Whether a withdrawal removes the rows; otherwise it is written as a row whose operation says so.</summary>
    public bool DeletesWithdrawn { get; init; }

    /// <summary>Fields of the item that have no column and need none.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>The table, for messages.</summary>
    public string Name => string.Join('.', Table);

    /// <summary>The column that holds what the hub fills in under a name.</summary>
    public string? ColumnOf(string name) => Set.FirstOrDefault(s => s.Name == name)?.Column;

    /// <summary>The columns the sink relies on.</summary>
    public IEnumerable<string> Needed => Key.Concat(Columns.Keys).Concat(Parent.Keys).Concat(Set.Select(s => s.Column)).Distinct();

    public static SinkTable Read(ConfigReader reader, bool isPart)
    {
        var table = reader.RequiredText("table");
        var key = reader.Texts("key");
        if (key.Count == 0)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: 'key' is missing.", "Name the columns that identify a row.");
        }

        var from = reader.Text("from");
        var mode = reader.Choice("write", "upsert", "insertOnly", "replace") switch
        {
            "insertOnly" => WriteMode.InsertOnly,
            "replace" => WriteMode.Replace,
            _ => WriteMode.Upsert,
        };
        var settings = new SinkTable
        {
            Table = table.Length == 0 ? [] : Identifier.Table(table, reader),
            From = from is null or "$" ? null : Path(from, "from", reader),
            Key = [.. key.Select(k => Identifier.Column(k, "key", reader))],
            Write = mode,
            Columns = Paths(reader, "columns"),
            Parent = Paths(reader, "parent"),
            Set = SetValue.Read(reader, "set"),
            DeletesWithdrawn = reader.Choice("withdraw", "mark", "delete") == "delete",
            Ignore = reader.Texts("ignore"),
        };
        if (settings.From is null == isPart)
        {
            reader.Problems.Error(
                reader.Map.Location,
                isPart ? $"{reader.What}: 'from' is missing." : $"{reader.What}: the first table takes the item itself.",
                isPart ? "Name the list in the item whose parts are the rows." : "Leave 'from' out of the first table, and put the tables of its lists after it.");
        }

        if (mode == WriteMode.Replace && settings.Parent.Count == 0)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: 'write: replace' needs to know which rows belong to an item.", "Add parent: { column: field_of_the_item }.");
        }

        return settings;
    }

    private static Dictionary<string, FieldPath> Paths(ConfigReader reader, string key)
    {
        var paths = new Dictionary<string, FieldPath>(StringComparer.Ordinal);
        foreach (var (column, field) in reader.Pairs(key))
        {
            Identifier.Column(column, key, reader);
            if (Path(field, key, reader) is { } path)
            {
                paths[column] = path;
            }
        }

        return paths;
    }

    private static FieldPath? Path(string text, string key, ConfigReader reader)
    {
        if (!FieldPath.TryParse(text, out var path))
        {
            reader.Problems.Error(reader.Node(key)!.Location, $"{reader.What}: '{text}' is no path.", "Write names joined by dots.");
        }

        return path;
    }
}
