using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;
using Exchange.Connectors.Soap.Calls;
using Exchange.Connectors.Soap.Replies;

namespace Exchange.Connectors.Soap.Authentication;

/// <summary>The session with a service: opened when it is first needed, opened anew when it is old or refused.</summary>
internal sealed class LoginSession(LoginSettings settings, SoapClient client) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private SessionTicket? _ticket;

    public LoginSettings Settings { get; } = settings;

    /// <summary>The session; callers at the same time share one login.</summary>
    /// <exception cref="ExchangeException">The service does not let the hub in.</exception>
    public async Task<SessionTicket> OpenAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var now = client.Time.GetUtcNow();
            return _ticket is { } open && now - open.Opened < Settings.Lifetime ? open : _ticket = await LoginAsync(now, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Gives a session up that was refused; another one opened meanwhile stays.</summary>
    public void Drop(SessionTicket ticket) => Interlocked.CompareExchange(ref _ticket, null, ticket);

    public void Dispose() => _gate.Dispose();

    private async Task<SessionTicket> LoginAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var place = $"{client.System} login {Settings.Call.Operation}";
        var address = Settings.Url is { } url ? new Uri(url) : client.Url;
        using var reply = await SendAsync(address, now, place, cancellationToken);
        if (reply.Fault is { } fault)
        {
            throw new ExchangeException(
                FailureKind.Configuration, $"{place}: the service does not let the hub in: {client.Words(fault.Words)}", "Check the login's parameters and its secret.");
        }

        var token = Token(reply.Body);
        if (Settings.As == "cookie")
        {
            var cookie = Settings.Name is { } name && token is not null ? $"{name}={token}" : string.Join("; ", reply.Cookies);
            return cookie.Length > 0 ? new SessionTicket(token ?? "", cookie, now) : throw NoSession(place, "cookie");
        }

        return token is { Length: > 0 } ? new SessionTicket(token, null, now) : throw NoSession(place, "session id");
    }

    private async Task<SoapReply> SendAsync(Uri address, DateTimeOffset now, string place, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SendAsync(address, Settings.Call, new TemplateValues(now, client.Zone), session: null, place, cancellationToken);
        }
        catch (UnreadableReply reply)
        {
            throw reply.Failure;
        }
        catch (Exception exception) when (exception is not ExchangeException && !cancellationToken.IsCancellationRequested)
        {
            throw HttpFailure.FromException(exception, place);
        }
    }

    private string? Token(JsonElement body)
    {
        var returned = ResultReader.Return(body, Settings.Result);
        return Settings.Token is { } path ? path.TryFind(body, out var found) ? ReplyValue.Text(found) : null : ReplyValue.Text(returned);
    }

    private static ExchangeException NoSession(string place, string what) => new(
        FailureKind.Configuration, $"{place}: the reply holds no {what}.", "Check the login's parameters, and 'token': where the session id stands in the reply's body ($.LoginResponse.LoginResult).");
}
