namespace Exchange.Abstractions.Sources;

/// <summary>Some records of a stream and the place to go on from once they are committed.</summary>
/// <param name="Records">The records in the order of the source; may be empty.</param>
/// <param name="Cursor">The opaque cursor to store in the same transaction as the records; <see langword="null"/> where the stream keeps none.</param>
public sealed record SourcePage(IReadOnlyList<SourceRecord> Records, string? Cursor)
{
    /// <summary>How many requests or queries fetching the page took.</summary>
    public int Fetches { get; init; } = 1;

    /// <summary>Whether the read reached the source's present with this page.</summary>
    public bool Last { get; init; }

    /// <summary>Things worth a look that are not failures, such as a row dated in the far future; without contents.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>
    /// On the last page of a read: whether the read listed everything the stream holds, provably (one snapshot, or a count that
    /// agrees), so that a key it did not show is gone. Never true for a read that resumed, was empty by error, or was cut short.
    /// </summary>
    public bool Complete { get; init; }

    /// <summary>
    /// Whether the source gives no more, or not much more, until these records are acknowledged (a queue with a bound on what is
    /// out): the hub commits them at once instead of waiting for a full batch.
    /// </summary>
    public bool CommitNow { get; init; }

    /// <summary>What the source is told once the page is committed, besides what its records carry: a file without a record, say.</summary>
    public IReadOnlyList<object> Acknowledgements { get; init; } = [];
}
