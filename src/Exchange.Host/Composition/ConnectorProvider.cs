using System.Collections.Concurrent;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Host.Http;
using Exchange.Pipeline.Connectors;
using Exchange.Security.Signing;

namespace Exchange.Host.Composition;

/// <summary>Makes connectors with the hub's HTTP clients and budgets; connections, circuit breakers and budgets live as long as the process.</summary>
/// <param name="files">The configured connectors.</param>
/// <param name="grant">Grants the budgets.</param>
internal sealed class ConnectorProvider(HubFiles files, IBudgetGrant grant) : IConnectorProvider, IDisposable
{
    private static readonly MessageSigner Signer = new();

    private readonly ConcurrentDictionary<string, Lazy<(RequestBudgetGate Budget, ResilientHttpClientSource Http)>> _shared = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ISourceConnector Source(string connectorId)
    {
        var declaration = files.Connector(connectorId);
        return declaration.Streams.Count > 0
            ? files.Kinds[declaration.Kind].CreateSource(declaration, ServicesFor(declaration))
            : throw new ExchangeException(FailureKind.Configuration, $"The connector '{connectorId}' has no streams.", "Add 'streams:' to its file, or name another connector.");
    }

    /// <inheritdoc/>
    public ITargetConnector Target(string connectorId)
    {
        var declaration = files.Connector(connectorId);
        return declaration.Sink is not null
            ? files.Kinds[declaration.Kind].CreateTarget(declaration, ServicesFor(declaration))
            : throw new ExchangeException(FailureKind.Configuration, $"The connector '{connectorId}' is no target.", "Add 'sink:' to its file, or name another connector.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var shared in _shared.Values.Where(s => s.IsValueCreated))
        {
            shared.Value.Http.Dispose();
            shared.Value.Budget.Dispose();
        }
    }

    private ConnectorServices ServicesFor(ConnectorDeclaration declaration)
    {
        var (budget, http) = _shared.GetOrAdd(declaration.Id, _ => new Lazy<(RequestBudgetGate, ResilientHttpClientSource)>(() =>
        {
            var gate = new RequestBudgetGate(declaration.Id, declaration.Budget, declaration.TimeZone, grant, files.Time);
            return (gate, new ResilientHttpClientSource(declaration.Id, declaration.TimeZone, gate, new ResilienceOptions(), files.Time));
        })).Value;
        return new ConnectorServices { Time = files.Time, Budget = budget, Http = http, Signer = Signer };
    }
}
