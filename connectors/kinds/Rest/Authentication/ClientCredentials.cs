using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Rest.Replies;

namespace Exchange.Connectors.Rest.Authentication;

/// <summary>OAuth 2 client credentials: a token, renewed before it expires and when the system refuses it early.</summary>
internal sealed class ClientCredentials(AuthenticationSettings settings, HttpClient client, Uri tokenAddress, string system, TimeProvider time)
    : IAuthentication, IDisposable
{
    private const int LargestReply = 64 * 1024;
    private static readonly TimeSpan ByDefault = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Token? _token;

    public async ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = _token;
        if (token is null || time.GetUtcNow() >= token.RenewAt)
        {
            token = await RenewAsync(token, cancellationToken);
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
    }

    public bool Refused(HttpRequestMessage request)
    {
        // Another request may have renewed it meanwhile; only the refused token is thrown away.
        if (_token is { } token && token.Value == request.Headers.Authorization?.Parameter)
        {
            Interlocked.CompareExchange(ref _token, null, token);
        }

        return true;
    }

    public void Dispose() => _gate.Dispose();

    private async Task<Token> RenewAsync(Token? old, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_token is { } fresh && !ReferenceEquals(fresh, old))
            {
                return fresh;
            }

            return _token = await AskAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<Token> AskAsync(CancellationToken cancellationToken)
    {
        var place = $"{system} token";
        using var request = Request();
        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw HttpFailure.FromException(exception, place);
        }

        using (response)
        {
            if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                throw new ExchangeException(
                    FailureKind.Configuration,
                    $"{place}: the system refuses the client '{settings.Name}' (HTTP {(int)response.StatusCode}).",
                    "Check clientId and clientSecret under settings: auth, and the style in which they are sent.");
            }

            if (!response.IsSuccessStatusCode)
            {
                throw HttpFailure.FromStatus(response.StatusCode, place, HttpFailure.RetryAfter(response.Headers, time.GetUtcNow()));
            }

            using var body = await ReplyBody.ReadAsync(response, LargestReply, place, cancellationToken);
            return Read(body, place);
        }
    }

    private Token Read(ReplyBody body, string place)
    {
        var value = settings.TokenPath.FindText(body.Root);
        if (string.IsNullOrEmpty(value))
        {
            throw new ExchangeException(
                FailureKind.Data, $"{place}: the reply has no '{settings.TokenPath.Text}'.", "Set tokenPath under settings: auth to where the token stands.");
        }

        var lifetime = long.TryParse(settings.ExpiresPath.FindText(body.Root), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, 30L * 86_400))
            : ByDefault;
        var margin = lifetime / 10 > TimeSpan.FromSeconds(30) ? TimeSpan.FromSeconds(30) : lifetime / 10;
        return new Token(value, time.GetUtcNow() + lifetime - margin);
    }

    private HttpRequestMessage Request()
    {
        var fields = new List<KeyValuePair<string, string>> { new("grant_type", "client_credentials") };
        if (settings.Style != "basic")
        {
            fields.Add(new("client_id", settings.Name));
            fields.Add(new("client_secret", settings.Secret));
        }

        if (settings.Scope is { } scope)
        {
            fields.Add(new("scope", scope));
        }

        var request = new HttpRequestMessage(HttpMethod.Post, tokenAddress);
        request.Options.Set(RepeatableRequest.Option, true);
        if (settings.Style == "query")
        {
            var query = string.Join('&', fields.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"));
            request.RequestUri = new Uri(tokenAddress.AbsoluteUri + (tokenAddress.Query.Length == 0 ? "?" : "&") + query);
            return request;
        }

        request.Content = new FormUrlEncodedContent(fields);
        if (settings.Style == "basic")
        {
            var pair = $"{Uri.EscapeDataString(settings.Name)}:{Uri.EscapeDataString(settings.Secret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }

        return request;
    }

    private sealed record Token(string Value, DateTimeOffset RenewAt);
}
