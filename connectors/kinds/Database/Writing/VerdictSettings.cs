using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Database.Writing;

/// <summary>Where the target writes what became of a row (<c>receipt</c>).</summary>
internal sealed record VerdictSettings
{
    /// <summary>The table; that of the items where none is named.</summary>
    public required IReadOnlyList<string> Table { get; init; }

    /// <summary>Column of the verdict's table → column of the item's row it repeats.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Key { get; init; }

    public required string Code { get; init; }

    public string? Message { get; init; }

    public IReadOnlyList<string> Done { get; init; } = [];

    public IReadOnlyList<string> Rejected { get; init; } = [];

    public IReadOnlyList<string> Pending { get; init; } = [];

    /// <summary>Whether the verdict stands in the item's own row, where a new version must clear the old one's.</summary>
    public bool InRow { get; init; }

    public static VerdictSettings? Read(ConfigReader? reader, SinkTable root)
    {
        if (reader is null)
        {
            return null;
        }

        var table = reader.Text("table");
        var key = reader.Node("key") is ConfigMap ? reader.Pairs("key") : [.. reader.Texts("key").Select(k => KeyValuePair.Create(k, k))];
        var message = reader.Text("message");
        var settings = new VerdictSettings
        {
            Table = table is null ? root.Table : Identifier.Table(table, reader),
            Key = key.Count == 0 ? [.. root.Key.Select(k => KeyValuePair.Create(k, k))] : key,
            Code = Identifier.Column(reader.RequiredText("code"), "code", reader),
            Message = message is null ? null : Identifier.Column(message, "message", reader),
            Done = reader.Texts("done"),
            Rejected = reader.Texts("rejected"),
            Pending = reader.Texts("pending"),
            InRow = table is null || Identifier.Table(table, reader).SequenceEqual(root.Table),
        };
        foreach (var (column, repeated) in settings.Key)
        {
            Identifier.Column(column, "key", reader);
            if (!root.Key.Contains(repeated))
            {
                reader.Problems.Error(reader.Node("key")?.Location ?? reader.Map.Location, $"{reader.What}: '{repeated}' is no key column of {root.Name}.", "Write key: { column_of_the_receipt: key_column_of_the_row }.");
            }
        }

        if (settings.Done.Count == 0)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: 'done' is missing.", "List the codes that mean the target took the row: done: [\"3\"].");
        }

        reader.Finish();
        return settings;
    }
}
