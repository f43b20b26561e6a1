namespace Exchange.Connectors.Database.Writing;

/// <summary>A row to write: the values of its columns as texts, <see langword="null"/> for null.</summary>
/// <param name="Table">The table.</param>
/// <param name="Values">Column → value.</param>
internal sealed record SinkRow(SinkTable Table, IReadOnlyDictionary<string, string?> Values)
{
    /// <summary>The values of the item's own fields, by path, that its lists repeat.</summary>
    public IReadOnlyDictionary<string, string?> Repeated { get; init; } = new Dictionary<string, string?>();

    /// <summary>The place of the row in its list, counted from 1; 0 for the item itself.</summary>
    public int Index { get; init; }
}
