namespace Exchange.Connectors.Database.Providers;

/// <summary>A failure a database reported, without what its words quote of the data.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Code">The database's own code.</param>
internal sealed record DatabaseFault(FaultKind Kind, string Code)
{
    /// <summary>The column it is about, where the database tells.</summary>
    public string? Column { get; init; }

    /// <summary>Words that hold names only: <c>relation "x" does not exist</c>.</summary>
    public string? Names { get; init; }

    /// <summary>Whether the row itself is to blame: the rows of other items may go on.</summary>
    public bool IsOfTheRow => Kind is FaultKind.Value or FaultKind.Duplicate or FaultKind.Missing or FaultKind.Rule;
}
