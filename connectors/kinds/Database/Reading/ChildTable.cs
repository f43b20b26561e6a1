using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Database.Reading;

/// <summary>A table whose rows are lists inside the records of a stream, read with one query a page.</summary>
internal sealed record ChildTable
{
    public required IReadOnlyList<string> Table { get; init; }

    /// <summary>The name of the list in the record.</summary>
    public required string As { get; init; }

    /// <summary>Child column → the column of the parent it repeats.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> By { get; init; }

    /// <summary>The columns its rows are ordered by.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>The child's time column that counts as a change of the parent; <see langword="null"/> where none does.</summary>
    public string? Touches { get; init; }

    /// <summary>The columns the hub relies on.</summary>
    public IEnumerable<string> Needed => By.Select(b => b.Key).Concat(OrderBy).Concat(Touches is null ? [] : [Touches]).Distinct();

    public static IReadOnlyList<ChildTable> Read(ConfigReader stream, Selection by)
    {
        var children = new List<ChildTable>();
        foreach (var reader in stream.Sections("children"))
        {
            var table = reader.RequiredText("table");
            var pairs = reader.Pairs("by");
            if (pairs.Count == 0)
            {
                reader.Problems.Error(reader.Map.Location, $"{reader.What}: 'by' is missing.", "Write by: { child_column: parent_column }.");
            }

            foreach (var (child, parent) in pairs)
            {
                Identifier.Column(child, "by", reader);
                Identifier.Column(parent, "by", reader);
            }

            var touches = reader.Text("touches");
            if (touches is not null && by != Selection.Watermark)
            {
                reader.Problems.Error(reader.Node("touches")!.Location, $"{reader.What}: 'touches' needs a time to read forward by.", "Use select: { by: watermark, … }, or leave it out.");
            }

            if (touches is not null && stream.Has("query"))
            {
                reader.Problems.Error(reader.Node("touches")!.Location, $"{reader.What}: 'touches' needs 'table'.", "Let the query itself give the latest time of parent and children.");
            }

            children.Add(new ChildTable
            {
                Table = table.Length == 0 ? [] : Identifier.Table(table, reader),
                As = reader.RequiredText("as"),
                By = pairs,
                OrderBy = [.. reader.Texts("orderBy").Select(c => Identifier.Column(c, "orderBy", reader))],
                Touches = touches is null ? null : Identifier.Column(touches, "touches", reader),
            });
            reader.Finish();
        }

        foreach (var twice in children.GroupBy(c => c.As, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            stream.Problems.Error(stream.Node("children")!.Location, $"{stream.What}: two children are named '{twice.Key}'.", "Give each its own 'as'.");
        }

        return children;
    }
}
