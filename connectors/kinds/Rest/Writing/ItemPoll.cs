using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Rest.Replies;

namespace Exchange.Connectors.Rest.Writing;

/// <summary>Follows an item a target took and still works on, until it is done, refused, or nobody knows.</summary>
internal sealed class ItemPoll(PollSettings settings, RestSink sink, RestClient client)
{
    private const int LongestWords = 500;
    private readonly SinkRequest _request = new(sink);
    private readonly ReplyFetcher _fetcher = new(
        client,
        client.Decoder(sink.Reply),
        sink.Envelope is { } envelope ? envelope with { Required = false } : null,
        sink.Values,
        $"{client.System} {settings.Request.Method} {settings.Request.Path.Text}");

    /// <summary>Follows the items that were accepted.</summary>
    public async Task<BatchAnswer> FollowAsync(IReadOnlyList<DeliveryItem> items, BatchAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.IsRefusal || !answer.Results.Any(r => r.Outcome == DeliveryOutcome.Accepted))
        {
            return answer;
        }

        var results = new List<DeliveryResult>(answer.Results.Count);
        foreach (var result in answer.Results)
        {
            results.Add(result.Outcome == DeliveryOutcome.Accepted && items.FirstOrDefault(i => i.Key == result.Key) is { } item
                ? await FollowAsync(item, result, cancellationToken)
                : result);
        }

        return BatchAnswer.Of(results);
    }

    /// <summary>Asks once after items whose id is known.</summary>
    public async Task<IReadOnlyList<DeliveryResult>> AskAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        var results = new List<DeliveryResult>(items.Count);
        foreach (var item in items)
        {
            var result = new DeliveryResult(item.Key, DeliveryOutcome.Unknown) { PlatformId = item.PlatformId };
            var state = item.PlatformId is null ? null : await AskAsync(item, result, cancellationToken);
            results.Add(state is { Outcome: DeliveryOutcome.Accepted } ? state with { Outcome = DeliveryOutcome.Repeated } : state ?? result);
        }

        return results;
    }

    private async Task<DeliveryResult> FollowAsync(DeliveryItem item, DeliveryResult result, CancellationToken cancellationToken)
    {
        var began = client.Time.GetTimestamp();
        while (true)
        {
            await Task.Delay(settings.Every, client.Time, cancellationToken);
            string? trouble = null;
            try
            {
                if (await AskAsync(item, result, cancellationToken) is { } state)
                {
                    return state;
                }
            }
            catch (ExchangeException exception)
            {
                trouble = exception.Message;
                if (exception.Kind != FailureKind.Transient)
                {
                    return result with { Outcome = DeliveryOutcome.Unknown, Message = trouble };
                }
            }

            if (client.Time.GetElapsedTime(began) + settings.Every > settings.AtMost)
            {
                return result with
                {
                    Outcome = DeliveryOutcome.Unknown,
                    Message = trouble ?? $"the target took the item and was not done with it after {settings.AtMost.TotalSeconds:0.###} s",
                };
            }
        }
    }

    /// <summary>What the target says of an item; <see langword="null"/> while it works on it.</summary>
    private async Task<DeliveryResult?> AskAsync(DeliveryItem item, DeliveryResult result, CancellationToken cancellationToken)
    {
        try
        {
            using var reply = await _fetcher.FetchAsync(values => _request.Ask(settings.Request, item, result.PlatformId, values), cancellationToken);
            var root = reply.Body.Root;
            var code = settings.Code.FindText(root);
            var done = code is not null && settings.Until.Contains(code);
            if (code is null || (!done && !settings.Failed.Contains(code)))
            {
                return null;
            }

            return result with
            {
                Outcome = done ? DeliveryOutcome.Accepted : DeliveryOutcome.Rejected,
                Code = SystemWords.Short(code, 50),
                Message = SystemWords.Short(settings.Message?.FindText(root), LongestWords),
                PlatformId = SystemWords.Short(settings.PlatformId?.FindText(root), 200) ?? result.PlatformId,
            };
        }
        catch (PageRefused refused)
        {
            throw refused.Failure;
        }
    }
}
