using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Security;
using Exchange.Abstractions.Targets;
using Exchange.Mapping;
using Exchange.Pipeline.Connectors;

namespace Exchange.Pipeline.Delivery;

/// <summary>Sends claimed versions in batches, a few at once, and turns the target's answers into receipts.</summary>
/// <param name="target">The target.</param>
/// <param name="connector">Writes to it.</param>
/// <param name="items">Makes items.</param>
/// <param name="privacy">Masks the target's words.</param>
internal sealed class BatchSender(HubTarget target, ITargetConnector connector, OutboundItems items, IPrivacyGuard privacy)
{
    private const int LongestMessage = 500;
    private const int LongestCode = 64;
    private const int LongestId = 200;
    private const string NotKnown = "It is not known whether the target took it.";

    /// <summary>Sends versions; each gets a receipt, whatever happens.</summary>
    public async Task<SentBatch> SendAsync(IReadOnlyList<ClaimedDelivery> claims, CancellationToken cancellationToken)
    {
        var receipts = new List<DeliveryReceipt>(claims.Count);
        var sendable = new List<(ClaimedDelivery Claim, DeliveryItem Item)>(claims.Count);
        foreach (var claim in claims)
        {
            var (item, errors) = items.Make(claim);
            if (item is null)
            {
                receipts.Add(new DeliveryReceipt(claim, DeliveryVerdict.Rejected, items.KeyOf(claim)) { Errors = errors, Attempted = false, Message = "No item can be made of it." });
            }
            else if (claim.Uncertain && target.Sink.Capabilities.OnUnknown == "park")
            {
                receipts.Add(new DeliveryReceipt(claim, DeliveryVerdict.Parked, item.Key) { Attempted = false, Uncertain = true, Message = NotKnown });
            }
            else
            {
                sendable.Add((claim, item));
            }
        }

        var chunks = sendable.Chunk(target.Sink.Batch).ToArray();
        var answers = new IReadOnlyList<DeliveryReceipt>[chunks.Length];
        ExchangeException? failure = null;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, chunks.Length),
            new ParallelOptions { MaxDegreeOfParallelism = target.Connector.Budget.Concurrent, CancellationToken = cancellationToken },
            async (index, token) =>
            {
                try
                {
                    answers[index] = Volatile.Read(ref failure) is { } earlier
                        ? NotSent(chunks[index], earlier)
                        : await SendChunkAsync(chunks[index], token).ConfigureAwait(false);
                }
                catch (ExchangeException exception)
                {
                    Volatile.Write(ref failure, exception);
                    answers[index] = NotSent(chunks[index], exception);
                }
            }).ConfigureAwait(false);
        receipts.AddRange(answers.SelectMany(a => a));
        return new SentBatch(receipts, failure);
    }

    /// <summary>Receipts that give claimed versions back unsent.</summary>
    public IReadOnlyList<DeliveryReceipt> Release(IReadOnlyList<ClaimedDelivery> claims) =>
        [.. claims.Select(c => new DeliveryReceipt(c, DeliveryVerdict.Later, items.KeyOf(c)) { Attempted = false, Uncertain = c.Uncertain })];

    private async Task<IReadOnlyList<DeliveryReceipt>> SendChunkAsync((ClaimedDelivery Claim, DeliveryItem Item)[] chunk, CancellationToken cancellationToken)
    {
        var receipts = new List<DeliveryReceipt>(chunk.Length);
        var toSend = chunk;
        if (target.Sink.Capabilities.OnUnknown == "ask" && Array.Exists(chunk, c => c.Claim.Uncertain))
        {
            var uncertain = chunk.Where(c => c.Claim.Uncertain).ToArray();
            var known = await connector.AskAsync([.. uncertain.Select(u => u.Item)], cancellationToken).ConfigureAwait(false);
            var answers = Match(uncertain, known).ToList();
            receipts.AddRange(answers.Where(a => a.Result.Outcome != DeliveryOutcome.Retry).Select(a => Receipt(a.Claim, a.Result)));
            var free = answers.Where(a => a.Result.Outcome == DeliveryOutcome.Retry).Select(a => a.Claim).ToHashSet();
            toSend = [.. chunk.Where(c => !c.Claim.Uncertain || free.Contains(c.Claim))];
        }

        if (toSend.Length > 0)
        {
            var results = await connector.WriteAsync([.. toSend.Select(c => c.Item)], cancellationToken).ConfigureAwait(false);
            receipts.AddRange(Match(toSend, results).Select(a => Receipt(a.Claim, a.Result)));
        }

        return receipts;
    }

    private static IEnumerable<(ClaimedDelivery Claim, DeliveryResult Result)> Match((ClaimedDelivery Claim, DeliveryItem Item)[] sent, IReadOnlyList<DeliveryResult> results)
    {
        var byKey = new Dictionary<string, DeliveryResult>(results.Count, StringComparer.Ordinal);
        foreach (var result in results)
        {
            byKey.TryAdd(result.Key, result);
        }

        foreach (var (claim, item) in sent)
        {
            yield return (claim, byKey.GetValueOrDefault(item.Key) ?? new DeliveryResult(item.Key, DeliveryOutcome.Unknown));
        }
    }

    private DeliveryReceipt Receipt(ClaimedDelivery claim, DeliveryResult result)
    {
        var words = Words(result.Message, LongestMessage);
        var receipt = new DeliveryReceipt(claim, DeliveryVerdict.Later, result.Key)
        {
            Code = Words(result.Code, LongestCode),
            Message = words,
            // It is stored and shown in clear: one made from a document number is not kept.
            PlatformId = result.PlatformId is { Length: <= LongestId } id && !id.Any(char.IsControl) && privacy.IsHarmless(id) ? id : null,
        };
        return result.Outcome switch
        {
            DeliveryOutcome.Accepted => receipt with { Verdict = DeliveryVerdict.Delivered },
            DeliveryOutcome.Repeated => receipt with { Verdict = DeliveryVerdict.Repeated },
            DeliveryOutcome.Rejected => receipt with
            {
                Verdict = DeliveryVerdict.Rejected,
                Errors = [new FieldError("", null, "rejected-by-target", receipt.Code, words ?? "The target gave no reason.")],
            },
            DeliveryOutcome.Retry => receipt with { Delay = result.RetryAfter ?? Backoff(claim) },
            _ when target.Sink.Capabilities.OnUnknown == "park" => receipt with
            {
                Verdict = DeliveryVerdict.Parked,
                Uncertain = true,
                Message = words ?? NotKnown,
            },
            _ => receipt with { Uncertain = true, Delay = Backoff(claim) },
        };
    }

    // Masked before it is cut, so that no half of a number stays.
    private string? Words(string? text, int longest) =>
        SystemWords.Short(text, longest * 4) is { } bounded ? SystemWords.Short(privacy.Guard(bounded), longest) : null;

    private DeliveryReceipt[] NotSent((ClaimedDelivery Claim, DeliveryItem Item)[] chunk, ExchangeException failure) =>
        [.. chunk.Select(c => new DeliveryReceipt(c.Claim, DeliveryVerdict.Later, c.Item.Key)
        {
            Message = failure.Message,
            Delay = failure.RetryAfter ?? Backoff(c.Claim),
            Uncertain = c.Claim.Uncertain,
        })];

    private static TimeSpan Backoff(ClaimedDelivery claim)
    {
        var seconds = Math.Min(300, 1 << Math.Min(claim.Attempts, 9));
        return TimeSpan.FromSeconds(seconds * (0.75 + (Random.Shared.NextDouble() / 2)));
    }
}
