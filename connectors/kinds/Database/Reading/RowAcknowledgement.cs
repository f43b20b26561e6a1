namespace Exchange.Connectors.Database.Reading;

/// <summary>What marks exactly the version of a row that was read.</summary>
/// <param name="Key">The key columns' values, as the database writes them.</param>
/// <param name="Version">The version column's value, as the database writes it.</param>
internal sealed record RowAcknowledgement(IReadOnlyList<string?> Key, string? Version);
