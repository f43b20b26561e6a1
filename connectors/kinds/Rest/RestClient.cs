using System.Net;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;
using Exchange.Connectors.Rest.Authentication;

namespace Exchange.Connectors.Rest;

/// <summary>The HTTP client of one system with its authentication; a refused token is renewed and the request made once more.</summary>
internal sealed class RestClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly IAuthentication _authentication;

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
        Settings = settings;
        Time = services.Time;
        Base = new Uri(settings.BaseUrl.EndsWith('/') ? settings.BaseUrl : settings.BaseUrl + "/");
        _http = services.Http.Create(Base);
        foreach (var (name, value) in settings.Headers)
        {
            _http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }

        var auth = settings.Authentication;
        _authentication = auth.Type switch
        {
            "basic" => FixedHeader.Basic(auth.Name, auth.Secret),
            "header" => new FixedHeader(auth.Name, auth.Secret),
            "oauth2" => new ClientCredentials(auth, _http, Address(auth.TokenUrl), System, Time),
            _ => FixedHeader.None,
        };
    }

    /// <summary>The id of the system.</summary>
    public string System { get; }

    public RestSettings Settings { get; }

    public TimeProvider Time { get; }

    public Uri Base { get; }

    /// <summary>The address of a path under the base address; an address stays what it is.</summary>
    public Uri Address(string path) => RestSettings.IsHttp(path) ? new Uri(path) : new Uri(Base, path.TrimStart('/'));

    /// <summary>Sends a request, made anew for a second try; what the transport throws passes through.</summary>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        using var request = make();
        await _authentication.ApplyAsync(request, cancellationToken);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !_authentication.Refused(request))
        {
            return response;
        }

        response.Dispose();
        using var again = make();
        await _authentication.ApplyAsync(again, cancellationToken);
        return await _http.SendAsync(again, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public void Dispose()
    {
        (_authentication as IDisposable)?.Dispose();
        _http.Dispose();
    }
}
