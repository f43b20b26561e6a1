using Exchange.Abstractions.Failures;

namespace Exchange.Abstractions.Targets;

/// <summary>
/// Sends items in requests of a bounded size. A request refused as a whole is cut in halves until the bad item stands
/// alone, so that it does not sink its neighbours. Once something may have arrived, a failure no longer hides it.
/// </summary>
public static class BatchDelivery
{
    /// <summary>Sends the items; returns one result for each.</summary>
    /// <param name="items">The items, in the order they are sent.</param>
    /// <param name="batch">How many items a request carries at most.</param>
    /// <param name="send">Sends one request.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ExchangeException">The first request failed and certainly nothing arrived.</exception>
    public static async Task<IReadOnlyList<DeliveryResult>> SendAsync(
        IReadOnlyList<DeliveryItem> items,
        int batch,
        Func<IReadOnlyList<DeliveryItem>, CancellationToken, Task<BatchAnswer>> send,
        CancellationToken cancellationToken)
    {
        var results = new List<DeliveryResult>(items.Count);
        TimeSpan? retryAfter = null;
        var open = new Stack<IReadOnlyList<DeliveryItem>>(items.Chunk(Math.Max(1, batch)).Reverse());
        while (open.TryPop(out var part))
        {
            BatchAnswer answer;
            try
            {
                answer = await send(part, cancellationToken);
            }
            catch (ExchangeException exception) when (results.Count > 0)
            {
                answer = BatchAnswer.All(part, DeliveryOutcome.Retry, message: exception.Message, retryAfter: exception.RetryAfter);
            }

            if (!answer.IsRefusal)
            {
                Collect(part, answer, results);
                if (answer.StopsSending)
                {
                    retryAfter = answer.Results[0].RetryAfter;
                    break;
                }
            }
            else if (part.Count == 1)
            {
                results.Add(new DeliveryResult(part[0].Key, DeliveryOutcome.Rejected) { Code = answer.Code, Message = answer.Message });
            }
            else
            {
                var half = part.Count / 2;
                open.Push([.. part.Skip(half)]);
                open.Push([.. part.Take(half)]);
            }
        }

        foreach (var item in open.SelectMany(p => p))
        {
            results.Add(new DeliveryResult(item.Key, DeliveryOutcome.Retry) { Message = "not sent: the target is busy or silent", RetryAfter = retryAfter });
        }

        return results;
    }

    private static void Collect(IReadOnlyList<DeliveryItem> part, BatchAnswer answer, List<DeliveryResult> results)
    {
        var byKey = new Dictionary<string, DeliveryResult>(StringComparer.Ordinal);
        foreach (var result in answer.Results)
        {
            byKey[result.Key] = result;
        }

        foreach (var item in part)
        {
            results.Add(byKey.TryGetValue(item.Key, out var result)
                ? result
                : new DeliveryResult(item.Key, DeliveryOutcome.Unknown) { Message = "the target's answer does not mention the item" });
        }
    }
}
