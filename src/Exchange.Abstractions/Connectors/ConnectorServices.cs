using Exchange.Abstractions.Http;
using Exchange.Abstractions.Security;

namespace Exchange.Abstractions.Connectors;

/// <summary>What the hub provides to a connector.</summary>
public sealed record ConnectorServices
{
    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The request budget of the system, shared over jobs and nodes.</summary>
    public required IRequestBudget Budget { get; init; }

    /// <summary>Makes HTTP clients with the hub's resilience and the system's budget built in.</summary>
    public required IHttpClientSource Http { get; init; }

    /// <summary>Computes the signatures that gateways ask for.</summary>
    public required IMessageSigner Signer { get; init; }
}
