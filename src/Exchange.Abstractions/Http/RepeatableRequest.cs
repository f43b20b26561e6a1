namespace Exchange.Abstractions.Http;

/// <summary>Marks a request as harmless to repeat because the other side honours its idempotency key.</summary>
public static class RepeatableRequest
{
    /// <summary>The option; set it to <see langword="true"/>.</summary>
    public static readonly HttpRequestOptionsKey<bool> Option = new("exchange.repeatable");
}
