using Exchange.Connectors.Database.Dialects;

namespace Exchange.Connectors.Database.Writing;

/// <summary>The columns of a sink's tables.</summary>
/// <param name="Tables">Of each table, in the order of the sink.</param>
internal sealed record TargetColumns(IReadOnlyList<IReadOnlyDictionary<string, ColumnType>> Tables)
{
    /// <summary>Of the table with the verdicts.</summary>
    public IReadOnlyDictionary<string, ColumnType> Verdict { get; init; } = new Dictionary<string, ColumnType>();

    /// <summary>Of the table whose keys are listed.</summary>
    public IReadOnlyDictionary<string, ColumnType> Held { get; init; } = new Dictionary<string, ColumnType>();
}
