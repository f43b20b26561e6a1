using System.Runtime.CompilerServices;
using System.Text.Json;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Rest.Replies;

namespace Exchange.Connectors.Rest.Writing;

/// <summary>Writes to a system with a JSON interface over HTTP.</summary>
internal sealed class RestTarget(RestSink sink, RestClient client) : ITargetConnector
{
    private readonly SinkRequest _request = new(sink, client);
    private readonly string _place = $"{client.System} {sink.Method} {sink.Path}";

    public Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        var path = client.Settings.Check ?? (sink.List is { } list ? $"{list.Path}?{list.After}=&{list.LimitParameter}=1" : null);
        return Connection.CheckAsync(client, path, _request.Get, cancellationToken);
    }

    public Task<IReadOnlyList<DeliveryResult>> WriteAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken) =>
        BatchDelivery.SendAsync(items, sink.Batch, SendAsync, cancellationToken);

    public async Task<IReadOnlyList<DeliveryResult>> AskAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        var held = new Dictionary<string, HeldVersion>(StringComparer.Ordinal);
        if (sink.Known is { } known)
        {
            foreach (var part in items.Chunk(Math.Max(sink.Batch, 100)))
            {
                using var answer = await AskAsync(() => _request.Known(known, part), known.Path, cancellationToken);
                foreach (var record in Records(answer.Root, known.Records, known.Path).EnumerateArray())
                {
                    Hold(HeldRecord.Read(record, known.Key, known.Version, digest: null, known.PlatformId), held);
                }
            }

            return [.. items.Select(i => Judge(i, held.GetValueOrDefault(i.Key), byCase: false))];
        }

        if (sink.List is null)
        {
            return [.. items.Select(i => new DeliveryResult(i.Key, DeliveryOutcome.Unknown))];
        }

        var wanted = items.Select(i => i.CaseId).ToHashSet(StringComparer.Ordinal);
        await foreach (var listed in ListKeysAsync(cancellationToken))
        {
            if (wanted.Remove(listed.Key))
            {
                Hold(listed, held);
                if (wanted.Count == 0)
                {
                    break;
                }
            }
        }

        return [.. items.Select(i => Judge(i, held.GetValueOrDefault(i.CaseId), byCase: true))];
    }

    public async IAsyncEnumerable<HeldVersion> ListKeysAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (sink.List is not { } list)
        {
            throw new ExchangeException(FailureKind.Configuration, $"{client.System}: the sink cannot list its keys.", "Declare 'listKeys' under 'sink'.");
        }

        var after = "";
        while (true)
        {
            List<HeldVersion> page;
            using (var answer = await AskAsync(() => _request.List(list, after), list.Path, cancellationToken))
            {
                page = [.. Records(answer.Root, list.Records, list.Path).EnumerateArray()
                    .Select(r => HeldRecord.Read(r, list.Key, list.Version, list.Digest, list.PlatformId))
                    .OfType<HeldVersion>()];
            }

            foreach (var held in page)
            {
                yield return held;
            }

            if (page.Count == 0)
            {
                yield break;
            }

            // The order of the keys is the system's own; standing still is what must not happen.
            if (page[^1].Key == after)
            {
                throw new ExchangeException(
                    FailureKind.Data, $"{client.System} GET {list.Path}: the listing does not go on after the last key.", "Check 'after' and 'key' under listKeys.");
            }

            after = page[^1].Key;
        }
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<BatchAnswer> SendAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.SendAsync(() => _request.Write(items), cancellationToken);
            return await SinkAnswer.ReadAsync(response, items, sink, client, _place, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return BatchAnswer.FromException(items, exception, _place);
        }
    }

    private async Task<ReplyBody> AskAsync(Func<HttpRequestMessage> make, string path, CancellationToken cancellationToken)
    {
        var place = $"{client.System} {path}";
        try
        {
            using var response = await client.SendAsync(make, cancellationToken);
            return response.IsSuccessStatusCode
                ? await ReplyBody.ReadAsync(response, client.Settings.MaxReplyBytes, place, cancellationToken)
                : throw HttpFailure.FromStatus(response.StatusCode, place, HttpFailure.RetryAfter(response.Headers, client.Time.GetUtcNow()));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw HttpFailure.FromException(exception, place);
        }
    }

    private JsonElement Records(JsonElement root, FieldPath path, string where) =>
        path.TryFind(root, out var records) && records.ValueKind == JsonValueKind.Array
            ? records
            : throw new ExchangeException(FailureKind.Data, $"{client.System} {where}: the reply has no list at '{path.Text}'.", "Set 'records' to where the list stands.");

    private static void Hold(HeldVersion? version, Dictionary<string, HeldVersion> held)
    {
        if (version is not null)
        {
            held[version.Key] = version;
        }
    }

    private static DeliveryResult Judge(DeliveryItem item, HeldVersion? held, bool byCase)
    {
        var outcome = held switch
        {
            null => DeliveryOutcome.Retry,
            { Version: { } version } => version >= item.Version ? DeliveryOutcome.Repeated : DeliveryOutcome.Retry,
            _ => byCase ? DeliveryOutcome.Unknown : DeliveryOutcome.Repeated,
        };
        return new DeliveryResult(item.Key, outcome) { PlatformId = held?.PlatformId };
    }
}
