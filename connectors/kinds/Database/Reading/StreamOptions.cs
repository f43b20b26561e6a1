using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;

namespace Exchange.Connectors.Database.Reading;

/// <summary>Reads the database's own keys of a stream.</summary>
internal static class StreamOptions
{
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

        var select = reader.Section("select");
        var by = select?.Choice("by", "flag", "watermark", "receipt", "version", "keyDiff") ?? (stream.Cursor is null ? "all" : "watermark");
        var settings = by switch
        {
            "flag" => ReadFlag(stream, select!),
            "watermark" => ReadWatermark(stream, select, reader),
            "receipt" => ReadReceipt(stream, select!),
            "version" => ReadVersion(stream, select!),
            "keyDiff" => new DatabaseStream { Declaration = stream, By = Selection.KeyDiff, Id = stream.Key, Time = stream.Cursor?.Field },
            _ => new DatabaseStream { Declaration = stream, By = Selection.All, Id = stream.Key },
        };
        select?.Finish();
        settings = settings with
        {
            Where = ReadWhere(reader),
            Columns = ColumnReading.Read(reader),
            Children = ChildTable.Read(reader, settings.By),
            Table = table is null ? [] : Identifier.Table(table, reader),
            Query = query?.Trim().TrimEnd(';'),
        };
        CheckPaths(settings, reader);
        if (query is not null)
        {
            QueryText.Check(query, settings, reader);
        }

        if (stream.Deletions is not null && settings.By != Selection.KeyDiff)
        {
            problems.Error(reader.Node("deletions")?.Location ?? reader.Map.Location, $"{reader.What}: 'deletions' needs reads that list everything.", "Use select: { by: keyDiff }, or leave it out.");
        }

        reader.Finish();
        return settings;
    }

    // Keys stand in columns; only what a column with a document holds may be a path.
    private static void CheckPaths(DatabaseStream stream, ConfigReader reader)
    {
        foreach (var path in stream.Declaration.KeyFields.Concat(stream.Declaration.DeleteWhen.Select(w => w.Key)))
        {
            var column = DatabaseStream.Column(path);
            var inside = column.Length < path.Length && stream.Columns.GetValueOrDefault(column) is { } reading && (reading.Xml || reading.Json);
            Identifier.Column(inside ? column : path, "key", reader);
        }

        foreach (var path in stream.Id.Where(i => i.Contains('.', StringComparison.Ordinal)))
        {
            reader.Problems.Error(reader.Node("key")?.Location ?? reader.Map.Location, $"{reader.What}: the key '{path}' is inside a document; rows are ordered by columns.", "Name a column of the table in 'key'.");
        }
    }

    private static List<KeyValuePair<string, IReadOnlyList<string>>> ReadWhere(ConfigReader reader)
    {
        var conditions = new List<KeyValuePair<string, IReadOnlyList<string>>>();
        if (reader.Section("where") is not { } where)
        {
            return conditions;
        }

        foreach (var entry in where.Map.Entries)
        {
            var values = where.Texts(entry.Key);
            Identifier.Column(entry.Key, entry.Key, where);
            if (values.Count == 0)
            {
                where.Problems.Error(entry.KeyLocation, $"{where.What}: '{entry.Key}' has no value.", "Give a value or a list of values.");
            }

            conditions.Add(KeyValuePair.Create(entry.Key, values));
        }

        return conditions;
    }

    private static DatabaseStream ReadFlag(StreamDeclaration stream, ConfigReader select)
    {
        var version = Identifier.Column(select.RequiredText("versionColumn"), "versionColumn", select);
        return new DatabaseStream
        {
            Declaration = stream,
            By = Selection.Flag,
            Flag = Identifier.Column(select.RequiredText("column"), "column", select),
            Pending = select.Text("pending") ?? "0",
            Done = select.Text("done") ?? "1",
            Time = version,
            Version = version,
            Lead = version,
            Id = stream.Key,
        };
    }

    private static DatabaseStream ReadWatermark(StreamDeclaration stream, ConfigReader? select, ConfigReader reader)
    {
        var column = select?.Text("column") ?? stream.Cursor?.Field;
        if (string.IsNullOrEmpty(column))
        {
            reader.Problems.Error((select ?? reader).Map.Location, $"{reader.What}: 'column' is missing.", "Name the column that holds the time of the last change.");
        }

        var id = select?.Texts("idColumn") ?? [];
        var time = Identifier.Column(column ?? "", "column", select ?? reader);
        return new DatabaseStream
        {
            Declaration = stream,
            By = Selection.Watermark,
            Time = time,
            Lead = time,
            Lookback = select?.Duration("lookback", stream.Cursor?.Lookback ?? TimeSpan.Zero) ?? stream.Cursor!.Lookback,
            Settle = select?.Duration("settle", stream.Cursor?.Settle ?? TimeSpan.Zero) ?? stream.Cursor!.Settle,
            Id = id.Count == 0 ? stream.Key : [.. id.Select(i => Identifier.Column(i, "idColumn", select!))],
        };
    }

    private static DatabaseStream ReadReceipt(StreamDeclaration stream, ConfigReader select)
    {
        var order = select.Text("orderBy");
        var version = select.Text("versionColumn");
        return new DatabaseStream
        {
            Declaration = stream,
            By = Selection.Receipt,
            Receipt = ReceiptTable.Read(select),
            Lead = order is null ? null : Identifier.Column(order, "orderBy", select),
            Version = version is null ? null : Identifier.Column(version, "versionColumn", select),
            Time = version ?? stream.Cursor?.Field ?? order,
            Id = stream.Key,
        };
    }

    private static DatabaseStream ReadVersion(StreamDeclaration stream, ConfigReader select)
    {
        var version = Identifier.Column(select.RequiredText("column"), "column", select);
        return new DatabaseStream
        {
            Declaration = stream,
            By = Selection.Version,
            Lead = version,
            Time = stream.Cursor?.Field,
            Overlap = select.Integer("overlap", 100, 0, 1_000_000),
            Id = stream.Key,
        };
    }
}
