namespace Exchange.Connectors.Database.Reading;

/// <summary>A column of a receipt: exactly one of the three gives its value.</summary>
/// <param name="Name">The column.</param>
/// <param name="From">The column of the row whose value it repeats.</param>
/// <param name="Now">Whether it holds the database's present.</param>
/// <param name="Constant">What it always holds.</param>
internal sealed record ReceiptColumn(string Name, string? From, bool Now, string? Constant);
