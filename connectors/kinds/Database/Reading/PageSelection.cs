using Exchange.Connectors.Database.Dialects;

namespace Exchange.Connectors.Database.Reading;

/// <summary>Which rows a page holds. Times and positions are texts as the database writes them.</summary>
internal sealed record PageSelection
{
    public required DatabaseStream Stream { get; init; }

    /// <summary>The columns with their types.</summary>
    public required StreamTypes Types { get; init; }

    /// <summary>Whether only pending rows are read.</summary>
    public bool PendingOnly { get; init; }

    /// <summary>The earliest time, inclusive.</summary>
    public string? From { get; init; }

    /// <summary>The latest time: inclusive, or exclusive for a back-fill.</summary>
    public string? To { get; init; }

    public bool ToIsExclusive { get; init; }

    /// <summary>From this time on rows are read whatever <see cref="To"/> says, so that a row dated 9999 is seen.</summary>
    public string? FarFuture { get; init; }

    /// <summary>The version after which rows are read.</summary>
    public string? AfterVersion { get; init; }

    /// <summary>The position of the last row read: the values of the stream's order; <see langword="null"/> for the first page.</summary>
    public IReadOnlyList<string?>? After { get; init; }

    /// <summary>Whether the rows without a key are read instead of the others.</summary>
    public bool Keyless { get; init; }

    public required int Limit { get; init; }

    /// <summary>The type of a column.</summary>
    public ColumnType Type(string column) => Types.Columns[column];
}
