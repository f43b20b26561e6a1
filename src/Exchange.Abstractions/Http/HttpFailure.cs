using System.Net;
using System.Net.Http.Headers;
using Exchange.Abstractions.Failures;

namespace Exchange.Abstractions.Http;

/// <summary>What an HTTP answer or its absence means, the same for every connector.</summary>
public static class HttpFailure
{
    /// <summary>The failure behind a status that is no success.</summary>
    /// <param name="status">The status.</param>
    /// <param name="place">What was asked, for people: <c>provincial-hall GET /api/cases</c>; never with query values.</param>
    /// <param name="retryAfter">How long the other side asked to be left alone.</param>
    public static ExchangeException FromStatus(HttpStatusCode status, string place, TimeSpan? retryAfter = null) => (int)status switch
    {
        401 or 403 => new ExchangeException(
            FailureKind.Configuration, $"{place}: the system does not let the hub in (HTTP {(int)status}).", "Check the client and its secret, and that the system has granted it."),
        404 or 405 => new ExchangeException(
            FailureKind.Configuration, $"{place}: there is nothing at this path (HTTP {(int)status}).", "Check the base address, the path and the method."),
        408 or 429 or >= 500 => new ExchangeException(
            FailureKind.Transient, $"{place}: the system is busy or failing (HTTP {(int)status}).", "It is tried again; if it lasts, ask the owner of the system.") { RetryAfter = retryAfter },
        _ => new ExchangeException(
            FailureKind.Data, $"{place}: the system refuses the request (HTTP {(int)status}).", "Compare the request with the system's interface description."),
    };

    /// <summary>How long the other side asked to be left alone, at most an hour.</summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => (TimeSpan?)null,
        };
        return wait switch
        {
            null => null,
            { Ticks: < 0 } => TimeSpan.Zero,
            { TotalHours: > 1 } => TimeSpan.FromHours(1),
            _ => wait,
        };
    }

    /// <summary>Whether a request certainly never left: no address, no connection, no secure channel.</summary>
    public static bool NeverSent(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    /// <summary>The failure behind a request without an answer.</summary>
    public static ExchangeException FromException(Exception exception, string place) => exception as ExchangeException ?? new ExchangeException(
        FailureKind.Transient,
        NeverSent(exception) ? $"{place}: the system cannot be reached." : $"{place}: the system did not answer.",
        "It is tried again; if it lasts, check the address and the network, and ask the owner of the system.",
        exception);
}
