using System.Net;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;
using Exchange.Connectors.Rest.Authentication;
using Exchange.Connectors.Rest.Replies;
using Exchange.Connectors.Rest.Requests;
using Exchange.Connectors.Rest.Signing;

namespace Exchange.Connectors.Rest;

/// <summary>The HTTP client of one system: proves who the hub is, signs and seals, bounds a request's time, renews a refused token once, and follows no redirect to another host.</summary>
internal sealed class RestClient : IDisposable
{
    private const int MostRedirects = 5;

    private readonly HttpClient _http;
    private readonly IAuthentication _authentication;
    private readonly ConnectorServices _services;
    private readonly RequestSignature? _signature;
    private readonly MessageSeal? _seal;

    public RestClient(ConnectorDeclaration declaration, RestSettings settings, ConnectorServices services)
    {
        if (!RestSettings.IsHttp(settings.BaseUrl))
        {
            throw new ExchangeException(FailureKind.Configuration, $"connector '{declaration.Id}': 'baseUrl' is no HTTP address.", "Set it to http://host/ or https://host/.")
            {
                Location = declaration.Settings.Find("baseUrl")?.Value.Location,
            };
        }

        System = declaration.Id;
        Zone = declaration.TimeZone;
        Settings = settings;
        Time = services.Time;
        Base = new Uri(settings.BaseUrl.EndsWith('/') ? settings.BaseUrl : settings.BaseUrl + "/");
        _services = services;
        _http = services.Http.Create(Base);
        _signature = settings.Sign is { } sign ? new RequestSignature(sign, services.Signer) : null;
        _seal = settings.Seal is { } seal ? new MessageSeal(seal with { Key = Filled(seal.Key), ReplyKey = Filled(seal.ReplyKey) }, services.Signer) : null;
        var auth = settings.Authentication;
        _authentication = auth.Type switch
        {
            "basic" => FixedProof.Basic(auth.Name, auth.Secret),
            "header" or "query" => new FixedProof(auth.Place, auth.Secret),
            "oauth2" or "login" => new TokenProof(auth, new TokenIssuer(auth, this).AskAsync, Time),
            _ => FixedProof.None,
        };
    }

    /// <summary>The id of the system.</summary>
    public string System { get; }

    public TimeZoneInfo Zone { get; }

    public RestSettings Settings { get; }

    public TimeProvider Time { get; }

    public Uri Base { get; }

    /// <summary>The address of a path under the base address; an address stays what it is.</summary>
    public Uri Address(string path) => RestSettings.IsHttp(path) ? new Uri(path) : new Uri(Base, path.TrimStart('/'));

    /// <summary>Decodes replies as a stream or the system declares.</summary>
    public ReplyDecoder Decoder(ReplySettings reply) => new(reply, _seal);

    /// <summary>Tells that the system refused a token.</summary>
    /// <returns>Whether another try with a new one is worth it.</returns>
    public bool Refuse(string? token) => _authentication.Refused(token);

    /// <summary>Sends a request and reads its answer within the time limit; what the transport throws passes through.</summary>
    /// <param name="make">Makes the request, anew for a second try.</param>
    /// <param name="named">The named values of its templates.</param>
    /// <param name="authenticated">Whether it carries the hub's proof; the request for a token does not.</param>
    /// <param name="read">Reads the answer, of which it is told the token that was shown.</param>
    /// <param name="place">What is asked, for messages.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="TimeoutException">The answer was not complete in time.</exception>
    public async Task<T> ExchangeAsync<T>(
        Func<RequestValues, RequestDraft> make,
        IReadOnlyList<KeyValuePair<string, string>> named,
        bool authenticated,
        Func<HttpResponseMessage, string?, CancellationToken, Task<T>> read,
        string place,
        CancellationToken cancellationToken)
    {
        var token = authenticated ? await _authentication.TokenAsync(cancellationToken) : null;
        using var limit = new CancellationTokenSource(Settings.Timeout, Time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        HttpResponseMessage? response = null;
        try
        {
            response = await SendAsync(make, named, authenticated, token, place, limited.Token);
            if (authenticated && response.StatusCode == HttpStatusCode.Unauthorized && _authentication.Refused(token))
            {
                response.Dispose();
                token = await _authentication.TokenAsync(limited.Token);
                response = await SendAsync(make, named, authenticated, token, place, limited.Token);
            }

            return await read(response, token, limited.Token);
        }
        catch (Exception exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested && exception is not ExchangeException)
        {
            throw new TimeoutException($"{place}: the answer was not complete within {Settings.Timeout.TotalSeconds:0.###} s.", exception);
        }
        finally
        {
            response?.Dispose();
        }
    }

    public void Dispose()
    {
        (_authentication as IDisposable)?.Dispose();
        _http.Dispose();
    }

    private async Task<HttpResponseMessage> SendAsync(
        Func<RequestValues, RequestDraft> make, IReadOnlyList<KeyValuePair<string, string>> named, bool authenticated, string? token, string place, CancellationToken cancellationToken)
    {
        using var request = Finish(make(Values(named, token)), authenticated, token).ToMessage(Address);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var address = request.RequestUri!;
        for (var hop = 0; (int)response.StatusCode is 301 or 302 or 303 or 307 or 308; hop++)
        {
            using (response)
            {
                address = Redirection(response, request.Method, address, hop, place);
            }

            using var again = new HttpRequestMessage(HttpMethod.Get, address);
            foreach (var (name, values) in request.Headers)
            {
                again.Headers.TryAddWithoutValidation(name, values);
            }

            response = await _http.SendAsync(again, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }

        return response;
    }

    // A secret sent to one host must not reach another because that one says so.
    private static Uri Redirection(HttpResponseMessage response, HttpMethod method, Uri from, int hop, string place)
    {
        var target = response.Headers.Location is { } location ? new Uri(from, location) : null;
        var other = target is null || target.Scheme != from.Scheme || target.Port != from.Port || !target.Host.Equals(from.Host, StringComparison.OrdinalIgnoreCase);
        if (target is null || other || method != HttpMethod.Get || hop >= MostRedirects)
        {
            var where = target is null ? "nowhere" : $"{target.Scheme}://{target.Host}:{target.Port}";
            throw new ExchangeException(
                FailureKind.Configuration,
                $"{place}: the system redirects to {where} (HTTP {(int)response.StatusCode}), and the hub does not follow.",
                other ? "If the system has moved, set baseUrl to the new address; if not, ask its owner who answers there." : "Set the path to where the system really answers.");
        }

        return target;
    }

    private RequestDraft Finish(RequestDraft draft, bool authenticated, string? token)
    {
        draft.Headers.InsertRange(0, Settings.Headers.Where(h => !draft.Headers.Any(d => d.Key.Equals(h.Key, StringComparison.OrdinalIgnoreCase))).Select(h => KeyValuePair.Create(h.Key, h.Value.Fill(draft.Values))));
        draft.Query.AddRange(Settings.Query.Select(q => KeyValuePair.Create(q.Key, q.Value.Fill(draft.Values))));
        if (authenticated)
        {
            _authentication.Apply(draft, token);
        }

        _seal?.Apply(draft);
        if (authenticated)
        {
            _signature?.Apply(draft);
        }

        return draft;
    }

    private RequestValues Values(IReadOnlyList<KeyValuePair<string, string>> named, string? token)
    {
        var values = new RequestValues(Time.GetUtcNow(), Zone, _services.Signer, named);
        if (token is not null)
        {
            values.Set("token", token);
        }

        values.Signature = _signature is null ? null : () => _signature.OfParts(values);
        return values;
    }

    private string Filled(string key) =>
        TemplateText.Parse(key).Fill(new RequestValues(Time.GetUtcNow(), Zone, _services.Signer, Settings.Values));
}
