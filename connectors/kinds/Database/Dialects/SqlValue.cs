namespace Exchange.Connectors.Database.Dialects;

/// <summary>A value of a statement; it travels as a parameter, never as text of the statement.</summary>
/// <param name="Value">The value; <see langword="null"/> for null.</param>
/// <param name="Type">The column it is compared with or written to, where there is one.</param>
internal sealed record SqlValue(object? Value, ColumnType? Type);
