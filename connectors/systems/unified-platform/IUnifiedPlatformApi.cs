using Refit;

namespace Exchange.UnifiedPlatform;

/// <summary>The interface of the unified platform, version 1.</summary>
[Headers("Accept: application/json")]
internal interface IUnifiedPlatformApi
{
    /// <summary>Whether the platform is there and knows the application.</summary>
    [Get("/api/v1/ping")]
    Task<IApiResponse<PingReply>> PingAsync(CancellationToken cancellationToken);

    /// <summary>Writes up to 500 items. A repeated key, or a version the platform already holds, has no effect.</summary>
    [Post("/api/v1/cases/batch")]
    Task<IApiResponse<BatchReply>> PushAsync(
        [Body] HttpContent items,
        [Header("Idempotency-Key")] string key,
        [Property("exchange.repeatable")] bool repeatable,
        CancellationToken cancellationToken);

    /// <summary>Which of these idempotency keys the platform knows.</summary>
    [Post("/api/v1/cases/known")]
    Task<IApiResponse<KnownReply>> KnownAsync(
        [Body] KnownQuery query,
        [Property("exchange.repeatable")] bool repeatable,
        CancellationToken cancellationToken);

    /// <summary>What the platform holds, in the order of its keys.</summary>
    [Get("/api/v1/keys")]
    Task<IApiResponse<KeysReply>> KeysAsync(string after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// What clerks keyed at the platform's windows, in the order of change and key; what came from the hub is not in it.
    /// </summary>
    /// <param name="feed"><c>cases</c> or <c>steps</c>.</param>
    /// <param name="updatedFrom">The first time of change, inclusive, yyyy-MM-dd HH:mm:ss.</param>
    /// <param name="after">The mark of the page before; nothing for the first.</param>
    /// <param name="limit">At most this many, up to 1,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Get("/api/v1/changes/{feed}")]
    Task<IApiResponse<ChangesReply>> ChangesAsync(string feed, string updatedFrom, string? after, int limit, CancellationToken cancellationToken);
}
