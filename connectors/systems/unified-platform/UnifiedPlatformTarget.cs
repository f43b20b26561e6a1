using System.Net;
using System.Runtime.CompilerServices;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;
using Exchange.Abstractions.Targets;
using Refit;

namespace Exchange.UnifiedPlatform;

/// <summary>Writes cases to the unified platform: batched, with idempotency key and version on every item.</summary>
internal sealed class UnifiedPlatformTarget(ConnectorDeclaration declaration, UnifiedPlatformClient client) : ITargetConnector
{
    /// <summary>How many items the platform takes in a request.</summary>
    public const int LargestBatch = 500;

    private const int LargestListing = 1000;
    private const int LongestWords = 500;
    private const int LongestId = 200;

    private readonly int _batch = Math.Clamp(declaration.Sink?.Batch ?? LargestBatch, 1, LargestBatch);

    public Task<CheckResult> CheckAsync(CancellationToken cancellationToken) => client.CheckAsync(cancellationToken);

    public Task<IReadOnlyList<DeliveryResult>> WriteAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken) =>
        BatchDelivery.SendAsync(items, _batch, PushAsync, cancellationToken);

    public async Task<IReadOnlyList<DeliveryResult>> AskAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, KnownItem>(StringComparer.Ordinal);
        foreach (var part in items.Chunk(LargestBatch))
        {
            var query = new KnownQuery([.. part.Select(i => i.Key)]);
            var reply = await client.ReadAsync("POST /api/v1/cases/known", () => client.Api.KnownAsync(query, repeatable: true, cancellationToken), cancellationToken);
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
            var page = (await client.ReadAsync(Place, () => client.Api.KeysAsync(from, LargestListing, cancellationToken), cancellationToken)).Items ?? [];
            foreach (var item in page)
            {
                if (item.Key is null || string.CompareOrdinal(item.Key, after) <= 0)
                {
                    throw new ExchangeException(
                        FailureKind.Data, $"{client.SystemId} {Place}: the listing is not in the order of its keys.", "Ask the owner of the platform.");
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
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<BatchAnswer> PushAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        var place = $"{client.SystemId} POST /api/v1/cases/batch";
        try
        {
            using var content = BatchContent.Of(items);
            using var response = await client.Api.PushAsync(content, ItemStamp.RequestKey(items), repeatable: true, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return Judge(response, items, place);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return BatchAnswer.FromException(items, UnifiedPlatformClient.Cause(exception), place);
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

        return (int)UnifiedPlatformClient.Status(response) is >= 200 and < 300
            ? BatchAnswer.All(items, DeliveryOutcome.Unknown, message: "the platform's answer has no results")
            : BatchAnswer.FromStatus(items, UnifiedPlatformClient.Status(response), SystemWords.Short((response.Error as ApiException)?.Content, LongestWords), client.RetryAfter(response), place);
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
}
