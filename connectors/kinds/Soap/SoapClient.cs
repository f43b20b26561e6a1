using System.Net.Http.Headers;
using System.Text;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;
using Exchange.Abstractions.Security;
using Exchange.Connectors.Soap.Authentication;
using Exchange.Connectors.Soap.Calls;
using Exchange.Connectors.Soap.Replies;

namespace Exchange.Connectors.Soap;

/// <summary>Sends the calls of one system.</summary>
internal sealed class SoapClient : IDisposable
{
    private const int LongestWords = 300;

    private readonly HttpClient _http;
    private readonly EnvelopeWriter _envelopes;
    private readonly IMessageSigner _signer;

    public SoapClient(ConnectorDeclaration declaration, SoapSettings settings, ConnectorServices services)
    {
        if (!SoapSettings.IsHttp(settings.Url))
        {
            throw new ExchangeException(FailureKind.Configuration, $"connector '{declaration.Id}': 'url' is no HTTP address.", "Set it to http://host/service or https://host/service.")
            {
                Location = declaration.Settings.Find("url")?.Value.Location,
            };
        }

        System = declaration.Id;
        Zone = declaration.TimeZone;
        Settings = settings;
        Time = services.Time;
        Url = new Uri(settings.Url);
        _signer = services.Signer;
        _envelopes = new EnvelopeWriter(settings);
        _http = services.Http.Create(new Uri(Url, "/"));
        if (settings.Authentication.Login is { } login)
        {
            Session = new LoginSession(login, this);
        }
    }

    /// <summary>The id of the system.</summary>
    public string System { get; }

    public SoapSettings Settings { get; }

    public TimeProvider Time { get; }

    public TimeZoneInfo Zone { get; }

    /// <summary>The address of the service.</summary>
    public Uri Url { get; }

    /// <summary>The session, where the service wants a login.</summary>
    public LoginSession? Session { get; }

    /// <summary>Sends a call once.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="call">The call.</param>
    /// <param name="values">Its values.</param>
    /// <param name="session">The session to show.</param>
    /// <param name="place">What is asked, for people.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The reply, a fault included.</returns>
    /// <exception cref="ExchangeException">There is no reply, or it is none of SOAP.</exception>
    public async Task<SoapReply> SendAsync(Uri address, CallSettings call, TemplateValues values, SessionTicket? session, string place, CancellationToken cancellationToken)
    {
        using var request = Request(address, call, values, session);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return await ReplyReader.ReadAsync(response, Settings, Time.GetUtcNow(), place, cancellationToken);
    }

    /// <summary>Asks whether somebody answers at the address: any answer but a refusal will do.</summary>
    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        var place = $"{System} GET {Url.AbsolutePath}?wsdl";
        try
        {
            if (Session is not null)
            {
                await Session.OpenAsync(cancellationToken);
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(Url) { Query = "wsdl" }.Uri);
            Authorize(request);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (int)response.StatusCode is 401 or 403 or 404 or 429 or >= 500
                ? throw HttpFailure.FromStatus(response.StatusCode, place)
                : new CheckResult(true, $"{place}: the service answers.");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var failure = HttpFailure.FromException(exception, place);
            return new CheckResult(false, $"{failure.Message} {failure.Remedy}".TrimEnd()) { Kind = failure.Kind };
        }
    }

    /// <summary>Words of the system, short and without a secret it may have repeated.</summary>
    public string Words(string? words)
    {
        var safe = words ?? "";
        foreach (var secret in Settings.Authentication.Secrets.Where(s => s.Length >= 4))
        {
            safe = safe.Replace(secret, "***", StringComparison.Ordinal);
        }

        return SystemWords.Short(safe, LongestWords) ?? "(no words)";
    }

    public void Dispose()
    {
        Session?.Dispose();
        _http.Dispose();
    }

    private HttpRequestMessage Request(Uri address, CallSettings call, TemplateValues values, SessionTicket? session)
    {
        var filled = values.Copy();
        KeyValuePair<string, string>? parameter = null;
        if (session is not null)
        {
            filled["session"] = session.Id;
            parameter = session.Cookie is null && Session!.Settings.Name is { } name ? KeyValuePair.Create(name, session.Id) : null;
        }

        if (call.Signature is { } signature)
        {
            filled["signature"] = signature.Compute(filled, _signer);
        }

        var text = _envelopes.Write(call, filled, parameter);
        var charset = Settings.Charset.Name;
        var declaration = text.StartsWith("<?xml", StringComparison.Ordinal) ? "" : $"<?xml version=\"1.0\" encoding=\"{charset}\"?>";
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(Settings.Charset.Encoding.GetBytes(declaration + text)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(Settings.Version.ContentType(charset, call.Action));
        if (Settings.Version == SoapVersion.V11)
        {
            request.Headers.TryAddWithoutValidation("SOAPAction", $"\"{call.Action}\"");
        }

        if (session?.Cookie is { } cookie)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        }

        Authorize(request);
        return request;
    }

    private void Authorize(HttpRequestMessage request)
    {
        foreach (var (name, value) in Settings.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var auth = Settings.Authentication;
        if (auth.Type == "basic")
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{auth.User}:{auth.Password}")));
        }
    }
}
