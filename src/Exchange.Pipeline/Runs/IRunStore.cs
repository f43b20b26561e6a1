using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Leases;

namespace Exchange.Pipeline.Runs;

/// <summary>Keeps runs.</summary>
public interface IRunStore
{
    /// <summary>Starts a run under a lease; runs of earlier holders still marked running become lost.</summary>
    Task<StreamPosition> StartAsync(HubStream stream, Lease lease, RunKind kind, CancellationToken cancellationToken);

    /// <summary>Ends a run.</summary>
    Task FinishAsync(StreamPosition run, RunReport report, CancellationToken cancellationToken);
}
