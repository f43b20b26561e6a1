namespace Exchange.Abstractions.Connectors;

/// <summary>
/// The field by which a stream is read forward. A query runs from cursor − <see cref="Lookback"/> to source time −
/// <see cref="Settle"/>, and the cursor never passes that bound.
/// </summary>
public sealed record CursorDeclaration
{
    /// <summary>The field (path) that holds the time of a record's version.</summary>
    public required string Field { get; init; }

    /// <summary>How the time is written, in .NET custom format, <c>epochSeconds</c> or <c>epochMilliseconds</c>; the system's zone where it has none.</summary>
    public string Format { get; init; } = "yyyy-MM-dd HH:mm:ss";

    /// <summary>How far before the cursor each read starts, for rows committed late.</summary>
    public TimeSpan Lookback { get; init; } = TimeSpan.Zero;

    /// <summary>How far before the source's present the cursor stays.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.Zero;
}
