using System.Net;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;

namespace Exchange.Host.Http;

/// <summary>
/// Makes the HTTP clients of one system; make one source for each system and process, because its connections and its
/// circuit breaker are shared by all its clients. Each attempt takes a permit of the budget. After the last attempt an
/// answer is returned as it is, whatever its status; redirects are not followed.
/// </summary>
/// <remarks>
/// What a client throws:
/// <list type="bullet">
/// <item><see cref="ExchangeException"/> (transient): nothing was sent. The system cannot be reached, is left alone after
/// repeated failures, or its service window is closed.</item>
/// <item><see cref="HttpRequestException"/>: the request may have arrived. The connection broke or no answer came in time. For a
/// write its items are unknown; for a read it is a transient failure.</item>
/// <item><see cref="ExchangeException"/> (configuration): nothing was sent, because the system's certificate is not accepted.</item>
/// <item><see cref="ExchangeException"/> (data): the answer to a GET is too large.</item>
/// <item><see cref="OperationCanceledException"/>: the caller cancelled; a write may have arrived.</item>
/// </list>
/// After a repeatable request the first two hold for its last attempt; earlier ones may have arrived, which a repeatable
/// request is declared to bear.
/// </remarks>
internal sealed class ResilientHttpClientSource : IHttpClientSource, IDisposable
{
    private readonly ResilientHandler _handler;
    private readonly string _connector;

    /// <summary>Creates the source of a system; opens nothing yet.</summary>
    /// <param name="connector">The system's id.</param>
    /// <param name="zone">The system's time zone, for times in messages.</param>
    /// <param name="budget">The system's budget.</param>
    /// <param name="options">How requests are bounded and repeated.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ExchangeException">An option is out of bounds (configuration).</exception>
    public ResilientHttpClientSource(string connector, TimeZoneInfo zone, IRequestBudget budget, ResilienceOptions options, TimeProvider time)
    {
        options.ThrowIfInvalid(connector);
        _connector = connector;
        _handler = new ResilientHandler(connector, zone, ResiliencePipelines.Build(options, budget, time), options, time)
        {
            InnerHandler = new SocketsHttpHandler
            {
                // The hub sits on an isolated network; a proxy of the environment would only lead elsewhere.
                UseProxy = false,
                UseCookies = false,
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.All,
                ConnectTimeout = options.ConnectTimeout,
                MaxConnectionsPerServer = options.Connections,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ActivityHeadersPropagator = null,
                SslOptions = { RemoteCertificateValidationCallback = CertificateCheck.Accept },
            },
        };
    }

    /// <inheritdoc/>
    public HttpClient Create(Uri baseAddress)
    {
        ArgumentNullException.ThrowIfNull(baseAddress);
        if (!baseAddress.IsAbsoluteUri || (baseAddress.Scheme != Uri.UriSchemeHttp && baseAddress.Scheme != Uri.UriSchemeHttps) || baseAddress.UserInfo.Length > 0)
        {
            throw new ExchangeException(
                FailureKind.Configuration,
                $"The base address of '{_connector}' is not an http or https address without a user in it.",
                "Write it like https://host:port/path/ and give credentials by ${secret:…}.");
        }

        var address = baseAddress.AbsoluteUri;
        return new HttpClient(_handler, disposeHandler: false)
        {
            BaseAddress = address.EndsWith('/') ? baseAddress : new Uri(address + "/"),

            // The pipeline has the time-outs.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public void Dispose() => _handler.Dispose();
}
