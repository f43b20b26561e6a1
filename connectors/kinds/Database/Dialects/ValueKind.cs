namespace Exchange.Connectors.Database.Dialects;

/// <summary>What the values of a column are, as far as reading and comparing them differ.</summary>
internal enum ValueKind
{
    Text,
    Integer,
    Decimal,
    Float,
    Boolean,

    /// <summary>A day and a time, without a zone.</summary>
    DateTime,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A point in time with its zone.</summary>
    Instant,

    /// <summary>A time of the day.</summary>
    TimeOfDay,

    Bytes,
    Guid,
    Other,
}
