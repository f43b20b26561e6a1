using System.Diagnostics;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Targets;
using Exchange.Mapping;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Failures;
using Exchange.Pipeline.Leases;
using Exchange.Pipeline.Pulling;
using Microsoft.Extensions.Logging;

namespace Exchange.Pipeline.Delivery;

/// <summary>Delivers what waits for one target, in order per case, and keeps the receipts. The next claim is made while a batch is on the wire.</summary>
/// <param name="ports">What delivering stands on.</param>
/// <param name="outbox">The outbox.</param>
/// <param name="logger">The log.</param>
public sealed class DeliverTarget(PipelinePorts ports, IOutboxStore outbox, ILogger<DeliverTarget> logger)
{
    private const int BatchesPerClaim = 10;
    private const int MostPerClaim = 2_000;

    /// <summary>Delivers until nothing is due.</summary>
    /// <param name="target">The target.</param>
    /// <param name="connector">Writes to it.</param>
    /// <param name="mapping">Its outbound mapping.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told the number of versions finished so far.</param>
    /// <param name="cancellationToken">Stops after the batch at hand.</param>
    /// <exception cref="StreamBusyException">Another delivery holds the target.</exception>
    public async Task<DeliveryReport> RunAsync(
        HubTarget target, ITargetConnector connector, CompiledMapping? mapping, DeliverOptions options, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var (held, heldBy) = await HeldLease.AcquireAsync(ports.Leases, target.LeaseName, options.Wait, ports.Time, cancellationToken).ConfigureAwait(false);
        if (held is null)
        {
            throw new StreamBusyException(target.Id, heldBy);
        }

        await using var _ = held.ConfigureAwait(false);
        var tally = new DeliveryTally(progress);
        ExchangeException? failure = null;
        try
        {
            if (options.IgnorePause || !await outbox.IsPausedAsync(target, held.Token).ConfigureAwait(false))
            {
                failure = await DrainAsync(target, connector, mapping, options, held, tally).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is LeaseLostException || (exception is OperationCanceledException && held.Lost))
        {
            Log.LeaseLost(logger, held.Lease.Name, held.Lease.Epoch);
            failure = new ExchangeException(FailureKind.Transient, $"{target.Id}: another node took the delivery over.", "Nothing: the other node goes on.");
        }

        var left = await outbox.CountAsync(target, cancellationToken).ConfigureAwait(false);
        if (failure is not null)
        {
            Log.DeliveryFailed(logger, target.Id, failure.Kind, failure.Message, failure.InnerException);
        }

        var report = tally.Report(target.Id) with { Left = left, Elapsed = clock.Elapsed, Failure = failure };
        Log.DeliveryFinished(logger, target.Id, report.Delivered, report.Repeated, report.Rejected, (int)left.Retrying, left.Pending, clock.Elapsed.TotalSeconds);
        return report;
    }

    private async Task<ExchangeException?> DrainAsync(
        HubTarget target, ITargetConnector connector, CompiledMapping? mapping, DeliverOptions options, HeldLease held, DeliveryTally tally)
    {
        var sender = new BatchSender(target, connector, new OutboundItems(target, mapping, ports.Sealer), ports.Privacy);
        var started = ports.Time.GetTimestamp();
        while (true)
        {
            if (await DrainDueAsync(target, sender, held, tally).ConfigureAwait(false) is { } failure)
            {
                return failure;
            }

            var left = await outbox.CountAsync(target, held.Token).ConfigureAwait(false);
            var room = options.Linger - ports.Time.GetElapsedTime(started);
            if (left.NextDue is not { } due || due > room)
            {
                return null;
            }

            await Task.Delay(due + TimeSpan.FromMilliseconds(50), ports.Time, held.Token).ConfigureAwait(false);
        }
    }

    private async Task<ExchangeException?> DrainDueAsync(HubTarget target, BatchSender sender, HeldLease held, DeliveryTally tally)
    {
        var most = Math.Min(MostPerClaim, target.Sink.Batch * BatchesPerClaim);
        var next = ClaimAsync();
        var finishing = Task.CompletedTask;
        var unfinished = false;
        try
        {
            while (true)
            {
                var claimed = await next.ConfigureAwait(false);
                if (claimed.Count == 0)
                {
                    await finishing.ConfigureAwait(false);
                    if (!unfinished && !(target.Sink.AfterParent && await outbox.ReleaseChildrenAsync(target, held.Token).ConfigureAwait(false) > 0))
                    {
                        return null;
                    }

                    // Finishing a version makes the next one of its case claimable, and those of the case's children.
                    unfinished = false;
                    next = ClaimAsync();
                    continue;
                }

                next = ClaimAsync();
                var sent = await sender.SendAsync(claimed, held.Token).ConfigureAwait(false);
                await finishing.ConfigureAwait(false);
                finishing = FinishAsync(sent.Receipts);
                unfinished = true;
                held.Token.ThrowIfCancellationRequested();
                if (sent.Failure is not null)
                {
                    await GiveBackAsync(held.Token).ConfigureAwait(false);
                    return sent.Failure;
                }
            }
        }
        catch (Exception)
        {
            // The batch at hand may have arrived; what was claimed behind it has certainly not.
            await BestEffort.RunAsync(GiveBackAsync, TimeSpan.FromSeconds(5)).ConfigureAwait(false);
            throw;
        }

        async Task GiveBackAsync(CancellationToken token)
        {
            try
            {
                await finishing.ConfigureAwait(false);
            }
            finally
            {
                await outbox.FinishAsync(target, held.Lease, sender.Release(await next.ConfigureAwait(false)), token).ConfigureAwait(false);
            }
        }

        async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync()
        {
            using var timing = tally.Time("claim");
            return await outbox.ClaimAsync(target, held.Lease, most, held.Token).ConfigureAwait(false);
        }

        async Task FinishAsync(IReadOnlyList<DeliveryReceipt> receipts)
        {
            // What the target has answered is written down even where the caller no longer waits.
            using (tally.Time("finish"))
            {
                await outbox.FinishAsync(target, held.Lease, receipts, CancellationToken.None).ConfigureAwait(false);
            }

            tally.Add(receipts);
        }
    }
}
