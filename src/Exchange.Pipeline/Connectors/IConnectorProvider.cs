using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;

namespace Exchange.Pipeline.Connectors;

/// <summary>Makes connectors of configured systems.</summary>
public interface IConnectorProvider
{
    /// <summary>A connector that reads a system; the caller disposes it.</summary>
    /// <exception cref="Abstractions.Failures.ExchangeException">There is no such system, or it is not configured (configuration).</exception>
    ISourceConnector Source(string connectorId);

    /// <summary>A connector that writes to a system; the caller disposes it.</summary>
    /// <exception cref="Abstractions.Failures.ExchangeException">There is no such system, or it is not configured (configuration).</exception>
    ITargetConnector Target(string connectorId);
}
