using Exchange.Abstractions.Connectors;

namespace Exchange.Pipeline.Connectors;

/// <summary>Gives systems, streams, targets and mapping revisions their ids in the store.</summary>
public interface IRegistrationStore
{
    /// <summary>Registers every stream of the connectors; those already known keep their ids and their cursor.</summary>
    Task<IReadOnlyList<HubStream>> RegisterStreamsAsync(IReadOnlyList<ConnectorDeclaration> connectors, CancellationToken cancellationToken);

    /// <summary>Registers every sink of the connectors; those already known keep their ids.</summary>
    Task<IReadOnlyList<HubTarget>> RegisterTargetsAsync(IReadOnlyList<ConnectorDeclaration> connectors, CancellationToken cancellationToken);

    /// <summary>The id of a revision of a mapping.</summary>
    Task<int> RegisterRevisionAsync(string mapping, string revision, CancellationToken cancellationToken);
}
