using System.Runtime.CompilerServices;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Rest.Pagination;
using Exchange.Connectors.Rest.Replies;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Writing;

/// <summary>Writes to a system with an interface over HTTP.</summary>
internal sealed class RestTarget(RestSink sink, RestClient client) : ITargetConnector
{
    private readonly SinkRequest _request = new(sink);
    private readonly ItemPoll? _poll = sink.Poll is { } poll ? new ItemPoll(poll, sink, client) : null;

    public Task<CheckResult> CheckAsync(CancellationToken cancellationToken) =>
        client.Settings.Check is null && sink.List is { } list
            ? Connection.CheckAsync(client, list.Path, values => _request.List(list, NewPager(list, 1), null, values), cancellationToken)
            : Connection.CheckAsync(client, client.Settings.Check, values => _request.Get(client.Settings.Check ?? "", values), cancellationToken);

    public async Task<IReadOnlyList<DeliveryResult>> WriteAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        var results = new List<DeliveryResult>(items.Count);
        foreach (var group in items.GroupBy(sink.Of))
        {
            DeliveryItem[] part = [.. group];
            try
            {
                results.AddRange(await BatchDelivery.SendAsync(part, group.Key.Batch, (some, token) => SendAsync(group.Key, some, token), cancellationToken));
            }
            catch (ExchangeException exception) when (results.Count > 0)
            {
                // Other items have arrived; that these certainly have not must not hide it.
                results.AddRange(part.Select(i => new DeliveryResult(i.Key, DeliveryOutcome.Retry) { Message = exception.Message, RetryAfter = exception.RetryAfter }));
            }
        }

        return results;
    }

    public async Task<IReadOnlyList<DeliveryResult>> AskAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        if (sink.Known is { } known)
        {
            return known.OneByOne ? await AskEachAsync(known, items, cancellationToken) : await AskKnownAsync(known, items, cancellationToken);
        }

        return sink.List is not null ? await AskListAsync(items, cancellationToken)
            : _poll is not null ? await _poll.AskAsync(items, cancellationToken)
            : [.. items.Select(i => new DeliveryResult(i.Key, DeliveryOutcome.Unknown))];
    }

    public async IAsyncEnumerable<HeldVersion> ListKeysAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (sink.List is not { } list)
        {
            throw new ExchangeException(FailureKind.Configuration, $"{client.System}: the sink cannot list its keys.", "Declare 'listKeys' under 'sink'.");
        }

        var pager = NewPager(list, list.Limit);
        var fetcher = Fetcher($"{client.System} {list.Request.Method} {list.Path}");
        var records = new RecordList(list.Records, list.Key, sink.Reply, enveloped: false);
        string? page = null;
        do
        {
            List<HeldVersion> listed;
            using (var reply = await AskAsync(fetcher, values => _request.List(list, pager, page, values), cancellationToken))
            {
                var found = records.Find(reply.Body, fetcher.Place).List;
                listed = [.. found.EnumerateArray().Select(r => HeldRecord.Read(r, list.Key, list.Version, list.Digest, list.PlatformId)).OfType<HeldVersion>()];
                var step = pager.Next(
                    page, reply.Body.Root, [.. listed.Select(h => PageMark.Of(h.Key))], found.GetArrayLength() is > 0 and var count ? found[count - 1] : default, reply.Next);
                page = step.Next;
                if (step.Drop)
                {
                    continue;
                }
            }

            foreach (var held in listed)
            {
                yield return held;
            }
        }
        while (page is not null);
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<BatchAnswer> SendAsync(SinkWrite write, IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        var place = $"{client.System} {write.Request.Method} {write.Path}";
        try
        {
            for (var renewed = false; ; renewed = true)
            {
                var (answer, token) = await client.ExchangeAsync(
                    values => _request.Write(write, items, values),
                    sink.Values,
                    authenticated: true,
                    async (response, shown, limited) => (await SinkAnswer.ReadAsync(response, items, sink, client, place, limited), shown),
                    place,
                    cancellationToken);
                if (answer is not null)
                {
                    return _poll is null ? answer : await _poll.FollowAsync(items, answer, cancellationToken);
                }

                if (renewed || !client.Refuse(token))
                {
                    throw new ExchangeException(
                        FailureKind.Configuration, $"{place}: the system says that the hub's token is over, a new one too.", "Check the client and its secret, and that the system has granted what is sent.");
                }
            }
        }
        catch (PageRefused refused)
        {
            return BatchAnswer.Refused(code: null, refused.Failure.Message);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return BatchAnswer.FromException(items, exception, place);
        }
    }

    private async Task<IReadOnlyList<DeliveryResult>> AskKnownAsync(KnownSettings known, IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        var held = new Dictionary<string, HeldVersion>(StringComparer.Ordinal);
        var fetcher = Fetcher($"{client.System} {known.Request.Method} {known.Path}");
        var records = new RecordList(known.Records, known.Key, sink.Reply, enveloped: false);
        foreach (var part in items.Chunk(Math.Max(sink.Write.Batch, 100)))
        {
            using var reply = await AskAsync(fetcher, values => _request.Known(known, part, values), cancellationToken);
            foreach (var record in records.Find(reply.Body, fetcher.Place).List.EnumerateArray())
            {
                if (HeldRecord.Read(record, known.Key, known.Version, digest: null, known.PlatformId) is { } version)
                {
                    held[version.Key] = version;
                }
            }
        }

        return [.. items.Select(i => Judge(i, held.GetValueOrDefault(i.Key), byCase: false))];
    }

    private async Task<IReadOnlyList<DeliveryResult>> AskEachAsync(KnownSettings known, IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        var results = new List<DeliveryResult>(items.Count);
        var fetcher = Fetcher($"{client.System} {known.Request.Method} {known.Path}");
        foreach (var item in items)
        {
            try
            {
                using var reply = await fetcher.FetchAsync(values => _request.Ask(known.Request, item, null, values), cancellationToken);
                var held = known.Records.TryFind(reply.Body.Root, out var record) && record.ValueKind is System.Text.Json.JsonValueKind.Object
                    ? HeldRecord.Of(item.Key, record, known.Version, digest: null, known.PlatformId)
                    : null;
                results.Add(Judge(item, held, byCase: known.Version is not null));
            }
            catch (PageRefused refused)
            {
                // Only what says that the item is not there may lead to its being sent again.
                results.Add(known.Missing.Contains(refused.Code)
                    ? Judge(item, held: null, byCase: true)
                    : new DeliveryResult(item.Key, DeliveryOutcome.Unknown) { Message = refused.Failure.Message });
            }
        }

        return results;
    }

    private async Task<IReadOnlyList<DeliveryResult>> AskListAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        var held = new Dictionary<string, HeldVersion>(StringComparer.Ordinal);
        var wanted = items.Select(i => i.CaseId).ToHashSet(StringComparer.Ordinal);
        await foreach (var listed in ListKeysAsync(cancellationToken))
        {
            if (wanted.Remove(listed.Key))
            {
                held[listed.Key] = listed;
                if (wanted.Count == 0)
                {
                    break;
                }
            }
        }

        return [.. items.Select(i => Judge(i, held.GetValueOrDefault(i.CaseId), byCase: true))];
    }

    // What a target knows or lists may be answered without the envelope of its other replies.
    private ReplyFetcher Fetcher(string place) => new(
        client, client.Decoder(sink.Reply), sink.Envelope is { } envelope ? envelope with { Required = false } : null, sink.Values, place);

    private static async Task<Reply> AskAsync(ReplyFetcher fetcher, Func<RequestValues, RequestDraft> make, CancellationToken cancellationToken)
    {
        try
        {
            return await fetcher.FetchAsync(make, cancellationToken);
        }
        catch (PageRefused refused)
        {
            throw refused.Failure;
        }
    }

    private Pager NewPager(ListSettings list, int size) => new(list.Pagination, $"{client.System} {list.Request.Method} {list.Path}", client.Base, size);

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
