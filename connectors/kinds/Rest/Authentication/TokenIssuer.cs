using System.Globalization;
using System.Net;
using System.Text;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Rest.Replies;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Authentication;

/// <summary>Asks a system for a token: by OAuth 2 client credentials, or by a login request of its own.</summary>
internal sealed class TokenIssuer(AuthenticationSettings settings, RestClient client)
{
    private const int LargestReply = 64 * 1024;
    private readonly string _place = $"{client.System} token";

    public async Task<IssuedToken> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ExchangeAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not ExchangeException && !cancellationToken.IsCancellationRequested)
        {
            // Whatever the token was for has not been sent.
            throw HttpFailure.FromException(exception, _place);
        }
    }

    private Task<IssuedToken> ExchangeAsync(CancellationToken cancellationToken) => client.ExchangeAsync(
        Request,
        client.Settings.Values,
        authenticated: false,
        async (response, _, limited) =>
        {
            if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                throw Refused($"HTTP {(int)response.StatusCode}");
            }

            if (!response.IsSuccessStatusCode)
            {
                throw HttpFailure.FromStatus(response.StatusCode, _place, HttpFailure.RetryAfter(response.Headers, client.Time.GetUtcNow()));
            }

            using var body = await ReplyBody.ReadAsync(response, client.Decoder(client.Settings.Reply), LargestReply, _place, limited);
            return Read(body);
        },
        _place,
        cancellationToken);

    private ExchangeException Refused(string why) => new(
        FailureKind.Configuration,
        settings.Type == "oauth2" ? $"{_place}: the system refuses the client '{settings.Name}' ({why})." : $"{_place}: the system refuses the login ({why}).",
        settings.Type == "oauth2" ? "Check clientId and clientSecret under settings: auth, and the style in which they are sent." : "Check the user and the secret in the request under settings: auth.");

    private IssuedToken Read(ReplyBody body)
    {
        var value = settings.TokenPath.FindText(body.Root);
        if (string.IsNullOrEmpty(value))
        {
            if (client.Settings.Envelope is { } envelope && envelope.Code.FindText(body.Root) is { } code && !envelope.Success.Contains(code))
            {
                var words = $"code {SystemWords.Short(code, 20)}: {SystemWords.Short(envelope.Message?.FindText(body.Root), 200) ?? "(no message)"}";
                throw envelope.Retry.Contains(code)
                    ? new ExchangeException(FailureKind.Transient, $"{_place}: the system answers {words}", "It is tried again; if it lasts, ask the owner of the system.")
                    : Refused(words);
            }

            throw new ExchangeException(
                FailureKind.Data, $"{_place}: the reply has no '{settings.TokenPath.Text}'.", "Set tokenPath under settings: auth to where the token stands.");
        }

        var now = client.Time.GetUtcNow();
        var lifetime = Lifetime(settings.ExpiresPath?.FindText(body.Root), now);
        var margin = lifetime / 10 > TimeSpan.FromSeconds(30) ? TimeSpan.FromSeconds(30) : lifetime / 10;
        return new IssuedToken(value, now + lifetime - margin);
    }

    private TimeSpan Lifetime(string? text, DateTimeOffset now)
    {
        var lifetime = TimeSpan.Zero;
        if (settings.ExpiresFormat is "seconds" or "milliseconds")
        {
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                lifetime = TimeSpan.FromSeconds(Math.Min(settings.ExpiresFormat == "seconds" ? count : count / 1000d, 30d * 86_400));
            }
        }
        else if (new TimeText(settings.ExpiresFormat, client.Zone).TryRead(text, out var until))
        {
            lifetime = until - now;
        }

        return lifetime > TimeSpan.Zero ? lifetime : settings.Lifetime;
    }

    private RequestDraft Request(RequestValues values)
    {
        if (settings.Login is { } login)
        {
            var made = new RequestBuilder(login).Build(values, []);
            made.Repeatable = true;
            return made;
        }

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

        var draft = new RequestDraft(HttpMethod.Post, settings.TokenUrl, values) { Repeatable = true };
        if (settings.Style == "query")
        {
            draft.Query.AddRange(fields);
            return draft;
        }

        draft.Form = fields;
        if (settings.Style == "basic")
        {
            var pair = $"{Uri.EscapeDataString(settings.Name)}:{Uri.EscapeDataString(settings.Secret)}";
            draft.Headers.Add(new("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))));
        }

        return draft;
    }
}
