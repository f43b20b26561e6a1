using System.Collections.Concurrent;
using Exchange.Abstractions.Sources;
using Exchange.Pipeline.Connectors;
using Microsoft.Extensions.Logging;

namespace Exchange.Pipeline.Ingest;

/// <summary>Takes what systems push: answered only after the commit, and turned away where there is more than the hub can take.</summary>
/// <param name="work">The hub's work.</param>
/// <param name="store">Remembers committed requests.</param>
/// <param name="logger">The log.</param>
public sealed class IngestDesk(HubWork work, IPushStore store, ILogger<IngestDesk> logger)
{
    private readonly ConcurrentDictionary<int, IngestLane> _lanes = new();

    /// <summary>Commits the records of a genuine request.</summary>
    /// <param name="stream">The stream it is for.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="cancellationToken">Stops waiting; what is taken up is committed nevertheless.</param>
    public Task<PushedOutcome> TakeAsync(HubStream stream, PushedContent content, CancellationToken cancellationToken) =>
        _lanes.GetOrAdd(stream.StreamId, _ => new IngestLane(work, stream, store, logger)).TakeAsync(content, cancellationToken);
}
