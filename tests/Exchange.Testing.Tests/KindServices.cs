using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Http;
using Exchange.Security.Signing;

namespace Exchange.Testing.Tests;

/// <summary>Services without resilience whose HTTP clients take a permit for each request.</summary>
internal static class KindServices
{
    public static ConnectorServices Create(Func<IRequestBudget, IRequestBudget> wrap)
    {
        var budget = wrap(new FreeBudget());
        return new ConnectorServices { Time = TimeProvider.System, Budget = budget, Http = new Clients(budget), Signer = new MessageSigner() };
    }

    private sealed class FreeBudget : IRequestBudget, IDisposable
    {
        public ValueTask<IDisposable> AcquireAsync(CancellationToken cancellationToken) => new(this);

        public void Dispose()
        {
        }
    }

    private sealed class Clients(IRequestBudget budget) : IHttpClientSource
    {
        public HttpClient Create(Uri baseAddress) => new(new Gate(budget) { InnerHandler = new SocketsHttpHandler() }) { BaseAddress = baseAddress, Timeout = TimeSpan.FromSeconds(20) };
    }

    private sealed class Gate(IRequestBudget budget) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var permit = await budget.AcquireAsync(cancellationToken);
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            return response;
        }
    }
}
