namespace Exchange.Connectors.Database.Dialects;

/// <summary>The type of a column.</summary>
/// <param name="Name">The database's name of it: <c>varchar</c>.</param>
/// <param name="Kind">What its values are.</param>
internal sealed record ColumnType(string Name, ValueKind Kind)
{
    /// <summary>The type to cast a text to, quoted, where the dialect casts (PostgreSQL).</summary>
    public string Cast { get; init; } = "";

    /// <summary>How much a text or bytes column holds; <see langword="null"/> where that is not bounded or not known.</summary>
    public int? Size { get; init; }

    /// <summary>Whether the column holds points in time; others hold them as text or number.</summary>
    public bool IsTime => Kind is ValueKind.DateTime or ValueKind.Date or ValueKind.Instant;

    /// <summary>The type as a person writes it: <c>varchar(50)</c>.</summary>
    public override string ToString() => Size is { } size && Kind == ValueKind.Text ? $"{Name}({size})" : Name;
}
