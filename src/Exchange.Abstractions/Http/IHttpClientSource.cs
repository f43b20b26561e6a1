namespace Exchange.Abstractions.Http;

/// <summary>Makes HTTP clients whose handler has the time-out, the retries with jitter and Retry-After, the circuit breaker and the system's budget built in.</summary>
public interface IHttpClientSource
{
    /// <summary>
    /// Creates a client; the caller disposes it. A request is repeated on a passing fault only when its method is GET, HEAD,
    /// PUT or DELETE, or when it carries <see cref="RepeatableRequest.Option"/>.
    /// </summary>
    /// <param name="baseAddress">The base address, with a trailing slash.</param>
    HttpClient Create(Uri baseAddress);
}
