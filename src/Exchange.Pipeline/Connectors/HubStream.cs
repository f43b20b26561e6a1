using Exchange.Abstractions.Connectors;

namespace Exchange.Pipeline.Connectors;

/// <summary>A declared stream with the ids it has in the hub's store.</summary>
/// <param name="StreamId">The id of the stream.</param>
/// <param name="SystemId">The id of its system.</param>
/// <param name="Connector">The connector file it stands in.</param>
/// <param name="Declaration">The stream itself.</param>
public sealed record HubStream(int StreamId, int SystemId, ConnectorDeclaration Connector, StreamDeclaration Declaration)
{
    /// <summary>The id of the system whose case keys its records name: its own, unless the file says otherwise.</summary>
    public int CaseSystemId { get; init; } = SystemId;

    /// <summary>The stream as people name it: <c>system/stream</c>.</summary>
    public string Id => $"{Connector.Id}/{Declaration.Name}";

    /// <summary>The name of the lease that a run of the stream holds.</summary>
    public string LeaseName => $"pull:{Id}";
}
