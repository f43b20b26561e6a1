namespace Exchange.Connectors.Database.Dialects;

/// <summary>How one database system writes what all of them can do. Values are always parameters; names are always quoted.</summary>
internal abstract class Dialect
{
    /// <summary>The word in a connector file.</summary>
    public abstract string Name { get; }

    /// <summary>The statement that tells the database's present, in UTC.</summary>
    public abstract string UtcNow { get; }

    /// <summary>The expression for the present as a time column holds it.</summary>
    public virtual string LocalNow => "current_timestamp";

    /// <summary>Whether <c>(a, b) &gt; (x, y)</c> may be written and uses an index.</summary>
    public virtual bool RowValues => false;

    /// <summary>What is written after a column to order rows without a value first; empty where they come first by themselves.</summary>
    public virtual string NullsFirst => "";

    /// <summary>How many values an <c>in</c> list may hold.</summary>
    public virtual int LongestList => 900;

    /// <summary>Whether the size of a text column counts bytes of the database's character set.</summary>
    public virtual bool CountsBytes => false;

    /// <summary>A name, quoted.</summary>
    public virtual string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A table with its schema, quoted.</summary>
    public string Table(IReadOnlyList<string> name) => string.Join('.', name.Select(Quote));

    /// <summary>The mark of a parameter, counted from 1.</summary>
    public virtual string Mark(int place, ColumnType? type) => $"@p{place}";

    /// <summary>The parameter's value for a text.</summary>
    public virtual object? Parameter(string? text, ColumnType type, TimeZoneInfo zone) => ColumnValue.Parse(text, type.Kind, zone);

    /// <summary>The expression that reads a column so that its value can be kept as a text and compared again.</summary>
    public virtual string Position(string column) => column;

    /// <summary>The expression for the bytes of a text column as they are stored, whatever character set the column claims.</summary>
    public abstract string Bytes(string column);

    /// <summary>A query of at most some rows.</summary>
    /// <param name="columns">What is selected.</param>
    /// <param name="rest">From and where.</param>
    /// <param name="order">The order, or empty.</param>
    /// <param name="limit">How many rows.</param>
    public virtual string Select(string columns, string rest, string order, int limit) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"select {columns} from {rest}{(order.Length == 0 ? "" : " order by " + order)} limit {limit}");

    /// <summary>What stands in for a table where none is read.</summary>
    public virtual string FromNothing => "";
}
