using Exchange.Connectors.Database.Reading;

namespace Exchange.Connectors.Database.Dialects;

/// <summary>Collects the parameters of a statement while its text is put together. Values always travel as parameters.</summary>
internal sealed class PostgresStatement(DatabaseStream stream)
{
    private readonly List<object?> _parameters = [];

    /// <summary>A text parameter cast to a column's type.</summary>
    public string Value(string? value, string type) => $"{Add(value)}::{type}";

    /// <summary>A parameter that is a list of texts.</summary>
    public string List(string?[] values) => $"{Add(values)}::text[]";

    /// <summary>The table, quoted.</summary>
    public string Table() => string.Join('.', stream.Table.Select(PostgresDialect.Quote));

    /// <summary>The table, or the query with its placeholders as parameters; as nulls where there is no page to read yet.</summary>
    public string Source(PageSelection? page)
    {
        if (stream.Query is not { } query)
        {
            return Table();
        }

        var text = QueryText.Fill(query, name => page is null ? "null" : name switch
        {
            "limit" => Add(page.Limit),
            "from" => Value(page.From, page.Types[stream.Time!]),
            "to" => Value(page.To, page.Types[stream.Time!]),
            _ => Value(page.After?[0], page.Types[stream.Id[0]]),
        });
        return $"(\n{text}\n)";
    }

    /// <summary>The condition for rows after a position. Rows with null come first, so none is left behind it.</summary>
    public string After(IReadOnlyList<string> columns, IReadOnlyList<string> types, IReadOnlyList<string?> position)
    {
        if (!position.Contains(null))
        {
            var values = columns.Select((_, i) => Value(position[i], types[i]));
            return $"({string.Join(", ", columns)}) > ({string.Join(", ", values)})";
        }

        // A row comparison with null is neither true nor false: it is written out column by column.
        var ways = new List<string>();
        for (var i = 0; i < columns.Count; i++)
        {
            var equal = Enumerable.Range(0, i).Select(j => position[j] is null ? $"{columns[j]} is null" : $"{columns[j]} = {Value(position[j], types[j])}");
            var after = position[i] is null ? $"{columns[i]} is not null" : $"{columns[i]} > {Value(position[i], types[i])}";
            ways.Add($"({string.Join(" and ", equal.Append(after))})");
        }

        return $"({string.Join(" or ", ways)})";
    }

    /// <summary>The statement.</summary>
    public Statement Finish(string sql) => new(sql, _parameters);

    private string Add(object? value)
    {
        _parameters.Add(value);
        return $"${_parameters.Count}";
    }
}
