using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Database.Reading;

/// <summary>A table in which the hub leaves a receipt for each row it has taken, because it may not change the row itself.</summary>
internal sealed record ReceiptTable
{
    public required IReadOnlyList<string> Table { get; init; }

    /// <summary>Receipt column → the column of the row it repeats, <c>{now}</c>, or a constant.</summary>
    public required IReadOnlyList<ReceiptColumn> Columns { get; init; }

    /// <summary>The receipt columns that say which row a receipt is for.</summary>
    public required IReadOnlyList<ReceiptColumn> Match { get; init; }

    public static ReceiptTable Read(ConfigReader select)
    {
        var table = select.RequiredText("table");
        var columns = new List<ReceiptColumn>();
        foreach (var (name, value) in select.Pairs("columns"))
        {
            Identifier.Column(name, "columns", select);
            var braced = value.Length > 2 && value[0] == '{' && value[^1] == '}' ? value[1..^1] : null;
            if (braced is not null and not "now")
            {
                Identifier.Column(braced, "columns", select);
            }

            columns.Add(new ReceiptColumn(name, braced is not null and not "now" ? braced : null, braced == "now", braced is null ? value : null));
        }

        var match = columns.Where(c => c.From is not null).ToList();
        if (match.Count == 0)
        {
            select.Problems.Error(
                select.Node("columns")?.Location ?? select.Map.Location,
                $"{select.What}: 'columns' does not say which row a receipt is for.",
                "Name the receipt column that repeats the row's key: columns: { unid: \"{unid}\", type: \"1\", updatetime: \"{now}\" }.");
        }

        var named = select.Texts("match");
        foreach (var name in named.Where(n => !columns.Exists(c => c.Name == n && c.Now is false)))
        {
            select.Problems.Error(select.Node("match")!.Location, $"{select.What}: 'match' names '{name}', which is no column of the receipt with a fixed value.", "Name columns that stand under 'columns'.");
        }

        return new ReceiptTable
        {
            Table = table.Length == 0 ? [] : Identifier.Table(table, select),
            Columns = columns,
            Match = named.Count == 0 ? match : [.. columns.Where(c => named.Contains(c.Name))],
        };
    }
}
