using Exchange.Abstractions.Connectors;

namespace Exchange.Connectors.Database.Reading;

/// <summary>A stream of a connector of kind database: a table or query, and how its records are selected.</summary>
internal sealed record DatabaseStream
{
    /// <summary>The column the hub adds where children count as changes of their parent: the latest time of all.</summary>
    public const string Changed = "_changed";

    public required StreamDeclaration Declaration { get; init; }

    /// <summary>The table, with its schema where one is written; empty where a query is given.</summary>
    public IReadOnlyList<string> Table { get; init; } = [];

    /// <summary>The query; <see langword="null"/> where a table is given.</summary>
    public string? Query { get; init; }

    /// <summary>Columns with the values of which a row must have one.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Where { get; init; } = [];

    public required Selection By { get; init; }

    /// <summary>The flag column.</summary>
    public string Flag { get; init; } = "";

    public string Pending { get; init; } = "0";

    public string Done { get; init; } = "1";

    /// <summary>The receipt table, where receipts tell what has been taken.</summary>
    public ReceiptTable? Receipt { get; init; }

    /// <summary>The column with the time of a row's version.</summary>
    public string? Time { get; init; }

    /// <summary>The column that tells whether a row is still as it was read, for writing back.</summary>
    public string? Version { get; init; }

    /// <summary>The column rows are ordered by before their id; <see langword="null"/> where by id alone.</summary>
    public string? Lead { get; init; }

    public TimeSpan Lookback { get; init; }

    public TimeSpan Settle { get; init; }

    /// <summary>How many versions before the cursor a read starts, for rows committed late.</summary>
    public int Overlap { get; init; }

    /// <summary>The columns that order rows of the same time.</summary>
    public required IReadOnlyList<string> Id { get; init; }

    public IReadOnlyList<ChildTable> Children { get; init; } = [];

    /// <summary>Columns that are read in a way of their own.</summary>
    public IReadOnlyDictionary<string, ColumnReading> Columns { get; init; } = new Dictionary<string, ColumnReading>();

    public string Name => Declaration.Name;

    /// <summary>What is read, for messages.</summary>
    public string Place => Query is null ? $"table {string.Join('.', Table)}" : "query";

    /// <summary>Whether a changed child makes its parent be read again.</summary>
    public bool Touched => Children.Any(c => c.Touches is not null);

    /// <summary>The column rows are read forward by; of the hub's own making where children count.</summary>
    public string? Forward => Touched && By == Selection.Watermark ? Changed : Time;

    /// <summary>The columns rows are ordered by.</summary>
    public IReadOnlyList<string> Order => Keyed || Lead is not { } lead ? Id
        : [Touched && By == Selection.Watermark ? Changed : lead, .. Id.Where(i => i != lead)];

    /// <summary>Whether the query itself pages by its key.</summary>
    public bool Keyed => Query is { } query && QueryText.Placeholders(query).Contains("afterKey");

    /// <summary>Whether rows are paged by their key alone, so that rows without one need a page of their own.</summary>
    public bool PagesByKey => By is Selection.All or Selection.KeyDiff && !Keyed;

    /// <summary>Whether taken rows are told to the database.</summary>
    public bool Acknowledges => By is Selection.Flag or Selection.Receipt;

    /// <summary>The parents' columns that children refer to.</summary>
    public IReadOnlyList<string> Joins => [.. Children.SelectMany(c => c.By.Select(b => b.Value)).Distinct(StringComparer.Ordinal)];

    /// <summary>The columns whose values are kept as texts beside a record: its order, then what acknowledges it, then what its children refer to.</summary>
    public IReadOnlyList<string> Kept =>
    [
        .. Order.Concat(Acknowledges ? Id.Concat(Version is null ? [] : [Version]).Concat(Receipt?.Columns.Select(c => c.From).OfType<string>() ?? []) : []).Concat(Joins).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The columns the stream relies on.</summary>
    public IEnumerable<string> Needed => Declaration.KeyFields.Concat(Declaration.DeleteWhen.Select(w => w.Key)).Select(Column)
        .Concat(Id).Concat(Flag.Length > 0 ? [Flag] : []).Concat(Time is null ? [] : [Time]).Concat(Version is null ? [] : [Version]).Concat(Lead is null ? [] : [Lead])
        .Concat(Where.Select(w => w.Key)).Concat(Columns.Keys).Concat(Joins).Concat(Receipt?.Columns.Select(c => c.From).OfType<string>() ?? []).Distinct();

    /// <summary>The column a path begins with: what follows the first dot is inside a document.</summary>
    public static string Column(string path) => path.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? path[..dot] : path;
}
