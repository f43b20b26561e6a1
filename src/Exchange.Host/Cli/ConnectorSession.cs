using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Host.Composition;
using Exchange.Host.Http;

namespace Exchange.Host.Cli;

/// <summary>The connectors of a home, with budgets of this process alone.</summary>
internal sealed class ConnectorSession : IDisposable
{
    private ConnectorSession(ConnectorDeclaration declaration, IReadOnlyList<StreamDeclaration> streams, ConnectorProvider connectors)
    {
        Declaration = declaration;
        Streams = streams;
        Connectors = connectors;
    }

    public HubFiles Files { get; private init; } = null!;

    public ConnectorDeclaration Declaration { get; }

    public IReadOnlyList<StreamDeclaration> Streams { get; }

    public ConnectorProvider Connectors { get; }

    public static ConnectorSession Open(VerbContext context, string id)
    {
        var slash = id.IndexOf('/', StringComparison.Ordinal);
        var files = context.LoadFiles();
        var declaration = files.Connector(slash < 0 ? id : id[..slash]);
        var streams = declaration.Streams.Where(s => slash < 0 || s.Name == id[(slash + 1)..]).ToArray();
        if (slash >= 0 && streams.Length == 0)
        {
            var nearest = NearestKey.Find(id[(slash + 1)..], declaration.Streams.Select(s => s.Name));
            throw new ExchangeException(FailureKind.Configuration, $"There is no stream '{id}'.", nearest is null ? "Run: exchange connector list" : $"Did you mean '{declaration.Id}/{nearest}'?");
        }

        var grant = new InMemoryBudgetGrant(name => files.Connector(name).Budget.PerSecond, files.Time);
        return new ConnectorSession(declaration, streams, new ConnectorProvider(files, grant)) { Files = files };
    }

    public void Dispose() => Connectors.Dispose();
}
