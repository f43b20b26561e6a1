using Exchange.Abstractions.Connectors;

namespace Exchange.Abstractions.Sources;

/// <summary>
/// Reads the streams of one system. Implementations keep no state between calls: the hub stores the cursor, holds the lease
/// and decides when to acknowledge. A failure is an <see cref="Failures.ExchangeException"/> with its kind.
/// </summary>
public interface ISourceConnector : IAsyncDisposable
{
    /// <summary>Whether the system can be reached and lets the hub in; changes nothing there.</summary>
    Task<CheckResult> CheckAsync(CancellationToken cancellationToken);

    /// <summary>What the records of a stream look like.</summary>
    Task<StreamShape> DiscoverAsync(string stream, CancellationToken cancellationToken);

    /// <summary>
    /// Reads a stream page by page. The consumer asks for the next page when it has room, so memory is bounded by a page.
    /// Every page's cursor is safe to resume from: what it covers has been yielded.
    /// </summary>
    IAsyncEnumerable<SourcePage> ReadAsync(ReadRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Tells the source, after the hub's commit, that records have been taken (flag column, receipt row, file move, message
    /// ack). Conditional on the version that was read, so that an edit made meanwhile is read again. Does nothing where a
    /// stream has no such thing. Safe to repeat.
    /// </summary>
    /// <param name="stream">The stream's name.</param>
    /// <param name="acknowledgements">The <see cref="SourceRecord.Acknowledgement"/> of each committed record.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task AcknowledgeAsync(string stream, IReadOnlyList<object> acknowledgements, CancellationToken cancellationToken);
}
