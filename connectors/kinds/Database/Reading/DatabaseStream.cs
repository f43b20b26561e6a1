using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;

namespace Exchange.Connectors.Database.Reading;

/// <summary>A stream of a connector of kind database: a table or query, and how its records are selected.</summary>
internal sealed record DatabaseStream
{
    public required StreamDeclaration Declaration { get; init; }

    /// <summary>The table, with its schema where one is written; empty where a query is given.</summary>
    public IReadOnlyList<string> Table { get; init; } = [];

    /// <summary>The query; <see langword="null"/> where a table is given.</summary>
    public string? Query { get; init; }

    public required Selection By { get; init; }

    /// <summary>The flag column.</summary>
    public string Flag { get; init; } = "";

    public string Pending { get; init; } = "0";

    public string Done { get; init; } = "1";

    /// <summary>The column with the time of a row's version (flag) or the time rows are read forward by (watermark).</summary>
    public string? Time { get; init; }

    public TimeSpan Lookback { get; init; }

    public TimeSpan Settle { get; init; }

    /// <summary>The columns that order rows of the same time.</summary>
    public required IReadOnlyList<string> Id { get; init; }

    public string Name => Declaration.Name;

    /// <summary>What is read, for messages.</summary>
    public string Place => Query is null ? $"table {string.Join('.', Table)}" : "query";

    /// <summary>The columns the stream relies on.</summary>
    public IEnumerable<string> Needed => Declaration.Key.Append(Declaration.CaseKey).Concat(Declaration.DeleteWhen.Select(w => w.Key))
        .Concat(Id).Concat(Flag.Length > 0 ? [Flag] : []).Concat(Time is null ? [] : [Time]).Distinct();

    public static DatabaseStream Read(StreamDeclaration stream, ConnectorDeclaration connector, ProblemList problems)
    {
        var reader = new ConfigReader(stream.Node, $"stream '{stream.Name}'", problems);
        reader.Allow(StreamDeclaration.CommonKeys);
        var table = reader.Text("table");
        var query = reader.Text("query");
        if (table is null == query is null)
        {
            problems.Error(reader.Map.Location, $"{reader.What}: give either 'table' or 'query'.", "Write 'table: name' or 'query: SELECT …'.");
        }

        foreach (var column in stream.Key.Append(stream.CaseKey).Concat(stream.DeleteWhen.Select(w => w.Key)))
        {
            Identifier.Column(column, "key", reader);
        }

        var select = reader.Section("select");
        var by = select?.Choice("by", "flag", "watermark") ?? (stream.Cursor is null ? "all" : "watermark");
        var settings = by switch
        {
            "flag" => ReadFlag(stream, select!),
            "watermark" => ReadWatermark(stream, select, reader),
            _ => new DatabaseStream { Declaration = stream, By = Selection.All, Id = stream.Key },
        };
        select?.Finish();
        if (query is not null)
        {
            QueryText.Check(query, settings, reader);
        }

        reader.Finish();
        return settings with { Table = table is null ? [] : Identifier.Table(table, reader), Query = query?.Trim().TrimEnd(';') };
    }

    private static DatabaseStream ReadFlag(StreamDeclaration stream, ConfigReader select) => new()
    {
        Declaration = stream,
        By = Selection.Flag,
        Flag = Identifier.Column(select.RequiredText("column"), "column", select),
        Pending = select.Text("pending") ?? "0",
        Done = select.Text("done") ?? "1",
        Time = Identifier.Column(select.RequiredText("versionColumn"), "versionColumn", select),
        Id = stream.Key,
    };

    private static DatabaseStream ReadWatermark(StreamDeclaration stream, ConfigReader? select, ConfigReader reader)
    {
        var column = select?.Text("column") ?? stream.Cursor?.Field;
        if (string.IsNullOrEmpty(column))
        {
            reader.Problems.Error((select ?? reader).Map.Location, $"{reader.What}: 'column' is missing.", "Name the column that holds the time of the last change.");
        }

        var id = select?.Texts("idColumn") ?? [];
        return new DatabaseStream
        {
            Declaration = stream,
            By = Selection.Watermark,
            Time = Identifier.Column(column ?? "", "column", select ?? reader),
            Lookback = select?.Duration("lookback", stream.Cursor?.Lookback ?? TimeSpan.Zero) ?? stream.Cursor!.Lookback,
            Settle = select?.Duration("settle", stream.Cursor?.Settle ?? TimeSpan.Zero) ?? stream.Cursor!.Settle,
            Id = id.Count == 0 ? stream.Key : [.. id.Select(i => Identifier.Column(i, "idColumn", select!))],
        };
    }
}
