using Exchange.Pipeline.Connectors;

namespace Exchange.Pipeline.Ingest;

/// <summary>Remembers which pushed requests have been committed.</summary>
public interface IPushStore
{
    /// <summary>Whether a request with this key has been committed.</summary>
    Task<bool> IsKnownAsync(HubStream stream, string replayKey, CancellationToken cancellationToken);

    /// <summary>Remembers committed requests; one remembered already stays as it is.</summary>
    Task RememberAsync(HubStream stream, IReadOnlyList<string> replayKeys, CancellationToken cancellationToken);

    /// <summary>Forgets requests remembered longer than their signatures are good for.</summary>
    Task ForgetAsync(TimeSpan olderThan, CancellationToken cancellationToken);
}
