using Exchange.Connectors.Database.Dialects;

namespace Exchange.Connectors.Database.Reading;

/// <summary>The columns of a stream and of the tables it touches, with their types.</summary>
/// <param name="Columns">The columns of the table or query, in their order.</param>
internal sealed record StreamTypes(IReadOnlyDictionary<string, ColumnType> Columns)
{
    /// <summary>The columns of each child table, in the order of the children.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, ColumnType>> Children { get; init; } = [];

    /// <summary>The columns of the receipt table.</summary>
    public IReadOnlyDictionary<string, ColumnType> Receipt { get; init; } = new Dictionary<string, ColumnType>();
}
