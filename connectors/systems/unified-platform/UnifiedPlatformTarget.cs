using System.Net;
using System.Runtime.CompilerServices;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;
using Exchange.Abstractions.Targets;
using Refit;

namespace Exchange.UnifiedPlatform;

/// <summary>Writes cases to the unified platform: batched, with idempotency key and version on every item.</summary>
internal sealed class UnifiedPlatformTarget : ITargetConnector
{
    /// <summary>How many items the platform takes in a request.</summary>
    public const int LargestBatch = 500;

    private const int LargestListing = 1000;
    private const int LongestWords = 500;
    private const int LongestId = 200;

    private readonly string _system;
    private readonly int _batch;
    private readonly HttpClient _client;
    private readonly IUnifiedPlatformApi _api;
    private readonly TimeProvider _time;

    public UnifiedPlatformTarget(ConnectorDeclaration declaration, UnifiedPlatformSettings settings, HttpClient client, TimeProvider time)
    {
        _system = declaration.Id;
        _batch = Math.Clamp(declaration.Sink?.Batch ?? LargestBatch, 1, LargestBatch);
        _client = client;
        _client.DefaultRequestHeaders.TryAddWithoutValidation("X-App-Id", settings.AppId);
        _client.DefaultRequestHeaders.TryAddWithoutValidation("X-App-Key", settings.AppKey);
        _api = RestService.For<IUnifiedPlatformApi>(client, new RefitSettings(new BoundedJson()));
        _time = time;
    }

    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var reply = await ReadAsync("GET /api/v1/ping", () => _api.PingAsync(cancellationToken), cancellationToken);
            return new CheckResult(reply.Ok, $"{_system}: the platform {(reply.Ok ? "answers and lets the hub in" : "says that it is not ready")}.")
            {
                Kind = reply.Ok ? null : FailureKind.Transient,
            };
        }
        catch (ExchangeException exception)
        {
            return new CheckResult(false, $"{exception.Message} {exception.Remedy}".TrimEnd()) { Kind = exception.Kind };
        }
    }

    public Task<IReadOnlyList<DeliveryResult>> WriteAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken) =>
        BatchDelivery.SendAsync(items, _batch, PushAsync, cancellationToken);

    public async Task<IReadOnlyList<DeliveryResult>> AskAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, KnownItem>(StringComparer.Ordinal);
        foreach (var part in items.Chunk(LargestBatch))
        {
            var query = new KnownQuery([.. part.Select(i => i.Key)]);
            var reply = await ReadAsync("POST /api/v1/cases/known", () => _api.KnownAsync(query, repeatable: true, cancellationToken), cancellationToken);
            foreach (var item in reply.Known ?? [])
            {
                known[item.Key ?? ""] = item;
            }
        }

        return [.. items.Select(item => known.TryGetValue(item.Key, out var held) && (held.Version is null || held.Version >= item.Version)
            ? new DeliveryResult(item.Key, DeliveryOutcome.Repeated) { PlatformId = held.PlatformId }
            : new DeliveryResult(item.Key, DeliveryOutcome.Retry))];
    }

    public async IAsyncEnumerable<HeldVersion> ListKeysAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string Place = "GET /api/v1/keys";
        var after = "";
        while (true)
        {
            var from = after;
            var page = (await ReadAsync(Place, () => _api.KeysAsync(from, LargestListing, cancellationToken), cancellationToken)).Items ?? [];
            foreach (var item in page)
            {
                if (item.Key is null || string.CompareOrdinal(item.Key, after) <= 0)
                {
                    throw new ExchangeException(
                        FailureKind.Data, $"{_system} {Place}: the listing is not in the order of its keys.", "Ask the owner of the platform.");
                }

                after = item.Key;
                yield return new HeldVersion(item.Key) { Version = item.Version, Digest = item.Hash, PlatformId = item.PlatformId };
            }

            if (page.Count == 0)
            {
                yield break;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<BatchAnswer> PushAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        var place = $"{_system} POST /api/v1/cases/batch";
        try
        {
            using var content = BatchContent.Of(items);
            using var response = await _api.PushAsync(content, ItemStamp.RequestKey(items), repeatable: true, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return Judge(response, items, place);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return BatchAnswer.FromException(items, Cause(exception), place);
        }
    }

    private BatchAnswer Judge(IApiResponse<BatchReply> response, IReadOnlyList<DeliveryItem> items, string place)
    {
        if (response.Content?.Results is { Count: > 0 } results)
        {
            return BatchAnswer.Of([.. results.Where(r => r.Key is not null).Select(Result)]);
        }

        if (response.StatusCode == HttpStatusCode.Conflict)
        {
            return BatchAnswer.All(items, DeliveryOutcome.Repeated, "409");
        }

        return (int)Status(response) is >= 200 and < 300
            ? BatchAnswer.All(items, DeliveryOutcome.Unknown, message: "the platform's answer has no results")
            : BatchAnswer.FromStatus(items, Status(response), SystemWords.Short((response.Error as ApiException)?.Content, LongestWords), RetryAfter(response), place);
    }

    // Without a status there was no answer: the client keeps the cause beside it.
    private static HttpStatusCode Status(IApiResponse response) =>
        response.StatusCode ?? throw (response.Error as Exception ?? new HttpRequestException("no answer"));

    private static Exception Cause(Exception exception)
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

    private static DeliveryResult Result(ItemResult result) => new(result.Key!, result.Code switch
    {
        "0" => DeliveryOutcome.Accepted,
        "409" => DeliveryOutcome.Repeated,
        "503" or "429" => DeliveryOutcome.Retry,
        ['4', _, _] => DeliveryOutcome.Rejected,
        _ => DeliveryOutcome.Unknown,
    })
    {
        Code = SystemWords.Short(result.Code, 50),
        Message = SystemWords.Short(result.Message, LongestWords),
        PlatformId = SystemWords.Short(result.PlatformId, LongestId),
    };

    private async Task<T> ReadAsync<T>(string what, Func<Task<IApiResponse<T>>> ask, CancellationToken cancellationToken)
        where T : class
    {
        var place = $"{_system} {what}";
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

    private TimeSpan? RetryAfter(IApiResponse response) =>
        response.Headers is { } headers ? HttpFailure.RetryAfter(headers, _time.GetUtcNow()) : null;
}
