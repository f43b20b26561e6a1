using System.Collections.Concurrent;
using Exchange.Abstractions.Connectors;
using Exchange.Host.Http;
using Exchange.Security.Signing;

namespace Exchange.Host.Cli.Conformance;

/// <summary>What the hub provides to a connector under test: its real HTTP clients and budget, made anew for each check.</summary>
/// <param name="declaration">The connector.</param>
/// <param name="grant">Grants the budget, shared by all checks.</param>
/// <param name="time">The clock.</param>
internal sealed class TestServices(ConnectorDeclaration declaration, IBudgetGrant grant, TimeProvider time) : IDisposable
{
    private static readonly MessageSigner Signer = new();
    private readonly ConcurrentBag<IDisposable> _made = [];

    public ConnectorServices Create(Func<IRequestBudget, IRequestBudget> wrap)
    {
        var gate = new RequestBudgetGate(declaration.Id, declaration.Budget, declaration.TimeZone, grant, time);
        _made.Add(gate);
        var budget = wrap(gate);
        var http = new ResilientHttpClientSource(declaration.Id, declaration.TimeZone, budget, new ResilienceOptions(), time);
        _made.Add(http);
        return new ConnectorServices { Time = time, Budget = budget, Http = http, Signer = Signer };
    }

    public void Dispose()
    {
        foreach (var made in _made)
        {
            made.Dispose();
        }
    }
}
