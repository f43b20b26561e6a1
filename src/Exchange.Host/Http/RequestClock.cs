using Polly;

namespace Exchange.Host.Http;

/// <summary>What a request has cost so far; the wait for the budget does not count.</summary>
internal sealed class RequestClock(HttpRequestMessage request, TimeProvider time)
{
    public static readonly ResiliencePropertyKey<RequestClock> Key = new("exchange.request");

    private readonly long _started = time.GetTimestamp();
    private TimeSpan _waited;

    public HttpRequestMessage Request { get; } = request;

    public TimeSpan Spent => time.GetElapsedTime(_started) - _waited;

    public static RequestClock Of(ResilienceContext context) => context.Properties.GetValue(Key, null!);

    public void AddWait(TimeSpan wait) => _waited += wait;
}
