namespace Exchange.Connectors.Database.Reading;

/// <summary>What marks exactly the version of a row that was read.</summary>
/// <param name="columns">The columns, the same list for all rows of a page.</param>
/// <param name="values">Their values, as the database writes them.</param>
internal sealed class RowAcknowledgement(IReadOnlyList<string> columns, IReadOnlyList<string?> values)
{
    /// <summary>The value of a column.</summary>
    public string? this[string column]
    {
        get
        {
            for (var i = 0; i < columns.Count; i++)
            {
                if (columns[i] == column)
                {
                    return values[i];
                }
            }

            throw new ArgumentException($"'{column}' was not kept.", nameof(column));
        }
    }
}
