using Exchange.Connectors.Database.Dialects;

namespace Exchange.Connectors.Database.Reading;

/// <summary>The statements that read a stream.</summary>
/// <param name="client">The database.</param>
internal sealed class ReadStatements(DatabaseClient client)
{
    private const string Row = "t";

    private static readonly Dictionary<string, ColumnReading> NoReadings = [];

    /// <summary>The statement that returns no row of a stream, for its columns.</summary>
    public Statement Shape(DatabaseStream stream)
    {
        var text = client.Text();
        return text.Finish($"select * from {Source(text, stream, null)} {Row} where 1 = 0");
    }

    /// <summary>The statement that reads one page: the row, then the kept values.</summary>
    public Statement Page(PageSelection page)
    {
        var stream = page.Stream;
        var text = client.Text();
        var dialect = client.Dialect;
        var order = stream.Order.Select(Column).ToList();
        var columns = RowColumns(page.Types.Columns, stream.Columns) + string.Concat(stream.Kept.Select((c, i) => $", {dialect.Position(Column(c))} {dialect.Quote($"kept_{i}")}"));
        var source = Source(text, stream, page);
        var conditions = Conditions(text, page);
        if (page.After is { } after && !stream.Keyed)
        {
            conditions.Add(text.After(order, [.. stream.Order.Select(page.Type)], after));
        }

        // Rows that never got a version come first; elsewhere the plain order lets an index serve it.
        var nulls = stream.Acknowledges && stream.Lead is not null ? dialect.NullsFirst : "";
        return text.Finish(dialect.Select(columns, $"{source} {Row}{Where(conditions)}", string.Join(", ", order.Select(c => c + nulls)), page.Limit));
    }

    /// <summary>The statement that counts what a page selects from.</summary>
    public Statement Count(PageSelection page)
    {
        var text = client.Text();
        var source = Source(text, page.Stream, page);
        return text.Finish($"select count(*) from {source} {Row}{Where(Conditions(text, page))}");
    }

    /// <summary>The statement that counts the rows a read forward never sees, because they lack what it goes by.</summary>
    public Statement CountWithout(DatabaseStream stream, string column)
    {
        var text = client.Text();
        return text.Finish($"select count(*) from {Source(text, stream, null)} {Row} where {Column(column)} is null");
    }

    /// <summary>The statement that reads a child table's rows of some parents: the row, then what it refers to.</summary>
    public Statement Children(ChildTable child, IReadOnlyDictionary<string, ColumnType> types, IReadOnlyList<string?[]> parents)
    {
        var text = client.Text();
        var dialect = client.Dialect;
        var by = child.By.Select(b => Column(b.Key)).ToList();
        var kinds = child.By.Select(b => types[b.Key]).ToList();
        var columns = RowColumns(types, NoReadings) + string.Concat(by.Select((c, i) => $", {dialect.Position(c)} {dialect.Quote($"kept_{i}")}"));
        var match = by.Count == 1
            ? text.In(by[0], parents.Select(p => p[0]), kinds[0])
            : string.Join(" or ", parents.Select(p => $"({string.Join(" and ", by.Select((c, i) => text.Same(c, p[i], kinds[i])))})"));
        return text.Finish($"select {columns} from {dialect.Table(child.Table)} {Row} where {match} order by {string.Join(", ", by.Concat(child.OrderBy.Select(Column)))}");
    }

    private string Column(string name) => $"{Row}.{client.Dialect.Quote(name)}";

    // All columns, with the bytes of those whose character set the database does not know.
    private string RowColumns(IReadOnlyDictionary<string, ColumnType> types, IReadOnlyDictionary<string, ColumnReading> readings) => !types.Any(t => IsRaw(readings, t.Key, t.Value))
        ? $"{Row}.*"
        : string.Join(", ", types.Select(t => IsRaw(readings, t.Key, t.Value) ? $"{client.Dialect.Bytes(Column(t.Key))} {client.Dialect.Quote(t.Key)}" : Column(t.Key)));

    private bool IsRaw(IReadOnlyDictionary<string, ColumnReading> readings, string column, ColumnType type) =>
        type.Kind == ValueKind.Text && (readings.GetValueOrDefault(column)?.CharacterSet ?? client.Settings.CharacterSet) is not null;

    private List<string> Conditions(StatementText text, PageSelection page)
    {
        var stream = page.Stream;
        var conditions = new List<string>();
        foreach (var (column, values) in stream.Where)
        {
            conditions.Add(text.In(Column(column), values, page.Type(column)));
        }

        if (page.PendingOnly && stream.By == Selection.Flag)
        {
            conditions.Add($"{Column(stream.Flag)} = {text.Value(stream.Pending, page.Type(stream.Flag))}");
        }
        else if (page.PendingOnly && stream.Receipt is { } receipt)
        {
            conditions.Add($"not {Receipt(text, receipt, page.Types.Receipt)}");
        }

        if (stream.PagesByKey)
        {
            conditions.Add(page.Keyless ? $"({string.Join(" or ", stream.Id.Select(i => $"{Column(i)} is null"))})" : string.Join(" and ", stream.Id.Select(i => $"{Column(i)} is not null")));
        }
        else if (stream.By == Selection.Version && page.AfterVersion is null)
        {
            conditions.Add($"{Column(stream.Lead!)} is not null");
        }

        if (stream.Forward is { } time && !stream.Keyed)
        {
            AddWindow(conditions, text, page, Column(time), page.Type(time));
        }

        if (page is { AfterVersion: { } version, After: null } && !stream.Keyed)
        {
            conditions.Add($"{Column(stream.Lead!)} > {text.Value(version, page.Type(stream.Lead!))}");
        }

        if (stream.By == Selection.Version && client.Dialect is SqlServerDialect && page.Type(stream.Lead!).Kind == ValueKind.Bytes)
        {
            // A transaction still open may commit a lower one.
            conditions.Add($"{Column(stream.Lead!)} < min_active_rowversion()");
        }

        return conditions;
    }

    /// <summary>Whether a row has its receipt.</summary>
    internal string Receipt(StatementText text, ReceiptTable receipt, IReadOnlyDictionary<string, ColumnType> types)
    {
        var match = receipt.Match.Select(c => c.From is { } from
            ? $"r.{client.Dialect.Quote(c.Name)} = {Column(from)}"
            : $"r.{client.Dialect.Quote(c.Name)} = {text.Value(c.Constant, types[c.Name])}");
        return $"exists (select 1 from {client.Dialect.Table(receipt.Table)} r where {string.Join(" and ", match)})";
    }

    private static void AddWindow(List<string> conditions, StatementText text, PageSelection page, string column, ColumnType type)
    {
        if (page.From is not null)
        {
            // A full read of a stream with flags or receipts also takes the rows that never got a version.
            var after = $"{column} >= {text.Value(page.From, type)}";
            conditions.Add(page.Stream.Acknowledges && page.To is null ? $"({after} or {column} is null)" : after);
        }

        if (page.To is not null)
        {
            var within = $"{column} {(page.ToIsExclusive ? "<" : "<=")} {text.Value(page.To, type)}";
            conditions.Add(page.FarFuture is null ? within : $"({within} or {column} > {text.Value(page.FarFuture, type)})");
        }
    }

    private static string Where(List<string> conditions) => conditions.Count == 0 ? "" : $" where {string.Join(" and ", conditions)}";

    // The table, or the query with its placeholders as parameters; as nulls where there is no page to read yet.
    private string Source(StatementText text, DatabaseStream stream, PageSelection? page)
    {
        if (stream.Query is { } query)
        {
            return $"(\n{QueryText.Fill(query, name => page is null ? (name == "limit" ? "1" : "null") : Placeholder(text, stream, page, name))}\n)";
        }

        return stream is { Touched: true, By: Selection.Watermark } ? Touched(text, stream, page) : client.Dialect.Table(stream.Table);
    }

    private static string Placeholder(StatementText text, DatabaseStream stream, PageSelection page, string name) => name switch
    {
        "limit" => text.Number(page.Limit),
        "from" when stream.By == Selection.Version => text.Value(page.AfterVersion, page.Type(stream.Lead!)),
        "from" => text.Value(page.From, page.Type(stream.Time!)),
        "to" => text.Value(page.To, page.Type(stream.Time!)),
        _ => text.Value(page.After?[0], page.Type(stream.Id[0])),
    };

    // The parent's rows with the latest time of their own and of their children.
    private string Touched(StatementText text, DatabaseStream stream, PageSelection? page)
    {
        var dialect = client.Dialect;
        var time = $"p.{dialect.Quote(stream.Time!)}";
        var latest = time;
        var changed = new List<string>();
        if (page?.From is not null)
        {
            changed.Add($"{time} >= {text.Value(page.From, page.Type(stream.Time!))}");
        }

        foreach (var (child, place) in stream.Children.Select((c, i) => (c, i)).Where(c => c.c.Touches is not null))
        {
            var touch = $"c.{dialect.Quote(child.Touches!)}";
            var from = $"from {dialect.Table(child.Table)} c where {string.Join(" and ", child.By.Select(b => $"c.{dialect.Quote(b.Key)} = p.{dialect.Quote(b.Value)}"))}";
            var youngest = $"(select max({touch}) {from})";
            latest = $"case when {youngest} > {latest} then {youngest} else {latest} end";
            if (page?.From is not null)
            {
                changed.Add($"exists (select 1 {from} and {touch} >= {text.Value(page.From, page.Types.Children[place][child.Touches!])})");
            }
        }

        var where = changed.Count == 0 ? "" : $" where {string.Join(" or ", changed)}";
        return $"(select p.*, {latest} {dialect.Quote(DatabaseStream.Changed)} from {dialect.Table(stream.Table)} p{where})";
    }
}
