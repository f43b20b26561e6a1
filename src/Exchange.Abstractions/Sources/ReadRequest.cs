namespace Exchange.Abstractions.Sources;

/// <summary>What to read of a stream.</summary>
/// <param name="Stream">The stream's name.</param>
public sealed record ReadRequest(string Stream)
{
    /// <summary>The cursor the hub stored last; <see langword="null"/> on the first read.</summary>
    public string? Cursor { get; init; }

    /// <summary>Read everything from the stream's start, whatever the cursor says.</summary>
    public bool Full { get; init; }

    /// <summary>The lower bound of a back-fill window, inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The upper bound of a back-fill window, exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Stop after about this many records; <see langword="null"/> for no limit.</summary>
    public int? Limit { get; init; }
}
