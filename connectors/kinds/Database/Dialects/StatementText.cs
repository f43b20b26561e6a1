namespace Exchange.Connectors.Database.Dialects;

/// <summary>Collects the parameters of a statement while its text is put together.</summary>
/// <param name="dialect">The dialect.</param>
/// <param name="zone">The system's zone.</param>
internal sealed class StatementText(Dialect dialect, TimeZoneInfo zone)
{
    private readonly List<SqlValue> _values = [];

    /// <summary>The dialect.</summary>
    public Dialect Dialect => dialect;

    /// <summary>A value given as text, as a column of a type holds it.</summary>
    public string Value(string? text, ColumnType type) => Add(new SqlValue(dialect.Parameter(text, type, zone), type));

    /// <summary>A value already in its own type.</summary>
    public string Object(object? value, ColumnType type) => Add(new SqlValue(value, type));

    /// <summary>A whole number.</summary>
    public string Number(int value)
    {
        _values.Add(new SqlValue(value, null));
        return dialect.Mark(_values.Count, null);
    }

    /// <summary>Equality that also holds between null and null.</summary>
    public string Same(string column, string? text, ColumnType type) => text is null ? $"{column} is null" : $"{column} = {Value(text, type)}";

    /// <summary>A column that has one of some values.</summary>
    public string In(string column, IEnumerable<string?> texts, ColumnType type)
    {
        var values = texts.ToList();
        return values.Count == 1 ? Same(column, values[0], type) : $"{column} in ({string.Join(", ", values.Select(v => Value(v, type)))})";
    }

    /// <summary>The condition for rows after a position. Rows with null come first, so none is left behind it.</summary>
    public string After(IReadOnlyList<string> columns, IReadOnlyList<ColumnType> types, IReadOnlyList<string?> position)
    {
        if (columns.Count == 1 && position[0] is not null)
        {
            return $"{columns[0]} > {Value(position[0], types[0])}";
        }

        if (dialect.RowValues && !position.Contains(null))
        {
            var values = columns.Select((_, i) => Value(position[i], types[i])).ToList();
            return $"({string.Join(", ", columns)}) > ({string.Join(", ", values)})";
        }

        // Written out column by column: a row comparison is unknown here, or is neither true nor false with a null in it.
        var ways = new List<string>();
        for (var i = 0; i < columns.Count; i++)
        {
            var parts = new List<string>();
            for (var j = 0; j < i; j++)
            {
                parts.Add(Same(columns[j], position[j], types[j]));
            }

            parts.Add(position[i] is null ? $"{columns[i]} is not null" : $"{columns[i]} > {Value(position[i], types[i])}");
            ways.Add($"({string.Join(" and ", parts)})");
        }

        // The first column alone lets an index find the place.
        var bound = position[0] is null ? "" : $"{columns[0]} >= {Value(position[0], types[0])} and ";
        return $"({bound}({string.Join(" or ", ways)}))";
    }

    /// <summary>The statement.</summary>
    public Statement Finish(string sql) => new(sql, _values);

    private string Add(SqlValue value)
    {
        _values.Add(value);
        return dialect.Mark(_values.Count, value.Type);
    }
}
