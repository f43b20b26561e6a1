using System.Net;
using Exchange.Abstractions.Http;
using Polly.Timeout;

namespace Exchange.Host.Http;

/// <summary>Tells passing faults from lasting ones, and what was certainly not sent from the rest.</summary>
internal static class HttpFaults
{
    public static bool IsRepeatable(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get
        || request.Method == HttpMethod.Head
        || request.Method == HttpMethod.Put
        || request.Method == HttpMethod.Delete
        || (request.Options.TryGetValue(RepeatableRequest.Option, out var repeatable) && repeatable);

    public static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || IsFailure(status);

    /// <summary>Whether a status speaks of a system in trouble; 429 does not: that system is well and defends itself.</summary>
    public static bool IsFailure(HttpStatusCode status) =>
        status is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    public static bool IsPassing(Exception exception, CancellationToken cancellationToken) =>
        !IsTooLarge(exception)
        && CertificateFault.Of(exception) is null
        && (exception is HttpRequestException or TimeoutRejectedException || IsConnectTimeout(exception, cancellationToken));

    /// <summary>Whether no connection came about, so that nothing was sent.</summary>
    public static bool IsConnectFailure(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError,
        }
        || IsConnectTimeout(exception, cancellationToken);

    public static bool IsTooLarge(Exception exception) =>
        exception is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded };

    /// <summary>How long the answer asks to be left alone.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage? response, TimeProvider time) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    // The handler reports its connect time-out as a cancellation that nobody asked for.
    private static bool IsConnectTimeout(Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException { InnerException: TimeoutException } && !cancellationToken.IsCancellationRequested;
}
