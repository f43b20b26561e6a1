using System.Net;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;
using Refit;

namespace Exchange.UnifiedPlatform;

/// <summary>Talks to the unified platform: its interface, and what its answers and silences mean.</summary>
internal sealed class UnifiedPlatformClient : IDisposable
{
    private readonly HttpClient _client;
    private readonly TimeProvider _time;

    public UnifiedPlatformClient(ConnectorDeclaration declaration, UnifiedPlatformSettings settings, HttpClient client, TimeProvider time)
    {
        SystemId = declaration.Id;
        _client = client;
        _client.DefaultRequestHeaders.TryAddWithoutValidation("X-App-Id", settings.AppId);
        _client.DefaultRequestHeaders.TryAddWithoutValidation("X-App-Key", settings.AppKey);
        Api = RestService.For<IUnifiedPlatformApi>(client, new RefitSettings(new BoundedJson()));
        _time = time;
    }

    public string SystemId { get; }

    public IUnifiedPlatformApi Api { get; }

    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var reply = await ReadAsync("GET /api/v1/ping", () => Api.PingAsync(cancellationToken), cancellationToken);
            return new CheckResult(reply.Ok, $"{SystemId}: the platform {(reply.Ok ? "answers and lets the hub in" : "says that it is not ready")}.")
            {
                Kind = reply.Ok ? null : FailureKind.Transient,
            };
        }
        catch (ExchangeException exception)
        {
            return new CheckResult(false, $"{exception.Message} {exception.Remedy}".TrimEnd()) { Kind = exception.Kind };
        }
    }

    public async Task<T> ReadAsync<T>(string what, Func<Task<IApiResponse<T>>> ask, CancellationToken cancellationToken)
        where T : class
    {
        var place = $"{SystemId} {what}";
        try
        {
            using var response = await ask();
            cancellationToken.ThrowIfCancellationRequested();
            if ((int)Status(response) is < 200 or >= 300)
            {
                throw HttpFailure.FromStatus(Status(response), place, RetryAfter(response));
            }

            return response.Content ?? throw new ExchangeException(
                FailureKind.Data, $"{place}: the reply is not what the platform's interface describes.", "Check baseUrl; ask the owner of the platform.");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw HttpFailure.FromException(Cause(exception), place);
        }
    }

    public TimeSpan? RetryAfter(IApiResponse response) =>
        response.Headers is { } headers ? HttpFailure.RetryAfter(headers, _time.GetUtcNow()) : null;

    // Without a status there was no answer: the client keeps the cause beside it.
    public static HttpStatusCode Status(IApiResponse response) =>
        response.StatusCode ?? throw (response.Error as Exception ?? new HttpRequestException("no answer"));

    public static Exception Cause(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is ExchangeException or HttpRequestException)
            {
                return cause;
            }
        }

        return exception;
    }

    public void Dispose() => _client.Dispose();
}
