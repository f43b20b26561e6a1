using Exchange.Abstractions.Connectors;

namespace Exchange.Pipeline.Connectors;

/// <summary>A declared sink with the id it has in the hub's store.</summary>
/// <param name="TargetId">The id of the target.</param>
/// <param name="Connector">The connector file it stands in.</param>
/// <param name="Sink">The sink itself.</param>
public sealed record HubTarget(int TargetId, ConnectorDeclaration Connector, SinkDeclaration Sink)
{
    /// <summary>The target as people name it: the id of its system.</summary>
    public string Id => Connector.Id;

    /// <summary>The name of the lease that a delivery holds.</summary>
    public string LeaseName => $"deliver:{Id}";
}
