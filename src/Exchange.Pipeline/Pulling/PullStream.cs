using System.Data.Common;
using System.Diagnostics;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Mapping;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Deletions;
using Exchange.Pipeline.Delivery;
using Exchange.Pipeline.Drift;
using Exchange.Pipeline.Failures;
using Exchange.Pipeline.Leases;
using Exchange.Pipeline.Records;
using Exchange.Pipeline.Registry;
using Exchange.Pipeline.Runs;
using Microsoft.Extensions.Logging;

namespace Exchange.Pipeline.Pulling;

/// <summary>
/// Pulls one stream: reads pages, maps them, and commits each batch with its cursor in one transaction; the source is told
/// only after that. Fetching and mapping run one batch ahead of the transaction.
/// </summary>
/// <param name="ports">What pulling stands on.</param>
/// <param name="logger">The log.</param>
public sealed class PullStream(PipelinePorts ports, ILogger<PullStream> logger)
{
    /// <summary>Runs once.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="connector">Reads its system.</param>
    /// <param name="mapping">Its mapping.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after every commit.</param>
    /// <param name="cancellationToken">Stops the run after the transaction at hand; what is committed stays.</param>
    /// <returns>What the run did; a failure of the source is in it, not thrown.</returns>
    /// <exception cref="StreamBusyException">Another run holds the stream.</exception>
    public async Task<RunReport> RunAsync(
        HubStream stream, ISourceConnector connector, CompiledMapping mapping, PullOptions options, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var (held, heldBy) = await HeldLease.AcquireAsync(ports.Leases, stream.LeaseName, options.Wait, ports.Time, cancellationToken).ConfigureAwait(false);
        if (held is null)
        {
            throw new StreamBusyException(stream.Id, heldBy);
        }

        await using var _ = held.ConfigureAwait(false);
        var position = await ports.Runs.StartAsync(stream, held.Lease, options.Kind, held.Token).ConfigureAwait(false);
        var report = new RunReport { RunId = position.RunId, Connector = stream.Connector.Id, Stream = stream.Declaration.Name, State = RunState.Done, Cursor = position.Cursor };
        if (position.Paused && !options.IgnorePause)
        {
            report = report with { Notices = ["The stream is paused."] };
        }
        else
        {
            report = await PullAsync(stream, connector, mapping, options, position, held, report, progress).ConfigureAwait(false);
        }

        report = report with { Elapsed = clock.Elapsed };
        if (!held.Lost)
        {
            // The run is over whether or not the caller still waits; leave it marked as it ended.
            await BestEffort.RunAsync(token => ports.Runs.FinishAsync(position, report, token), TimeSpan.FromSeconds(10)).ConfigureAwait(false);
        }

        Log.RunFinished(logger, stream.Id, report.State, report.Counts.Pulled, report.Counts.Mapped, report.Counts.Quarantined, report.Elapsed.TotalSeconds);
        cancellationToken.ThrowIfCancellationRequested();
        return report;
    }

    private async Task<RunReport> PullAsync(
        HubStream stream,
        ISourceConnector connector,
        CompiledMapping mapping,
        PullOptions options,
        StreamPosition position,
        HeldLease held,
        RunReport report,
        IProgress<PullProgress>? progress)
    {
        var revision = await ports.Registration.RegisterRevisionAsync(mapping.Id, mapping.Revision, held.Token).ConfigureAwait(false);
        var keys = new StoredKey(ports.Digester, ports.Privacy);
        var deriver = new CaseDeriver(ports.Sealer, ports.Digester, keys, ports.Tokenizer, ports.Streams, ports.Targets);
        var lane = options.Kind == RunKind.Live && position.Cursor is not null ? DeliveryLane.Live : DeliveryLane.Backfill;
        if (options.Kind == RunKind.Live && stream.Declaration.Cursor is null)
        {
            lane = DeliveryLane.Live;
        }

        var committer = new BatchCommitter(ports.Records, deriver, stream, position, revision, lane);
        var watch = await DriftWatches.OpenAsync(ports, stream, mapping, mayLearn: true, held.Token).ConfigureAwait(false);
        var reader = new BatchReader(stream.Id, connector, new RecordPreparer(stream.Declaration, mapping, ports.Digester, keys, watch), options.BatchSize, watch);
        var difference = ports.Deletions is { } deletions && options.Kind != RunKind.Backfill ? new KeyDifference(deletions, options.BatchSize) : null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(held.Token);
        var reading = Task.Run(() => reader.ReadAsync(Request(stream, options, position), stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in reader.Batches.ReadAllAsync(held.Token).ConfigureAwait(false))
            {
                if (options.Kind == RunKind.Backfill)
                {
                    // A window says nothing about where the stream stands.
                    batch.Cursor = null;
                    batch.ReachedPresent = false;
                }

                report = await CommitAsync(batch, report).ConfigureAwait(false);
                if (batch.Acknowledgements.Count > 0)
                {
                    await connector.AcknowledgeAsync(stream.Declaration.Name, batch.Acknowledgements, held.Token).ConfigureAwait(false);
                }
            }

            if (difference is not null && reader.Complete)
            {
                foreach (var batch in await difference.FindAsync(stream, position, report.Counts.Pulled, held.Lease, held.Token).ConfigureAwait(false))
                {
                    report = await CommitAsync(batch, report).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception)
        {
            report = Ended(report, stream, held, exception);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }

        if (watch?.Stopped is { } stopped && !held.Lost)
        {
            // Its batch was not committed, and it has to be seen nevertheless.
            await BestEffort.RunAsync(token => ports.Drift!.RaiseAsync(stream.StreamId, [new DriftCount(stopped, 1)], token), TimeSpan.FromSeconds(10)).ConfigureAwait(false);
        }

        return report with
        {
            Notices = difference?.Notice is { } notice ? [.. reader.Notices, notice] : reader.Notices,
            Stages = committer.Times.Plus(new StageTimes { Fetch = reader.FetchTime, Map = reader.MapTime }),
        };

        async Task<RunReport> CommitAsync(PreparedBatch batch, RunReport sofar)
        {
            var write = await committer.CommitAsync(batch, held.Lease, held.Token).ConfigureAwait(false);
            sofar = sofar with
            {
                Counts = sofar.Counts.Plus(write.Counts),
                Pages = sofar.Pages + batch.Pages,
                Versions = sofar.Versions + write.Versions.Count,
                Cursor = batch.Cursor ?? sofar.Cursor,
            };
            progress?.Report(new PullProgress(stream.Id, sofar.Counts));
            return sofar;
        }
    }

    private RunReport Ended(RunReport report, HubStream stream, HeldLease held, Exception exception)
    {
        switch (exception)
        {
            case ExchangeException failure:
                Log.RunFailed(logger, stream.Id, failure.Kind, failure.Message, failure.InnerException);
                return report with { State = RunState.Failed, Failure = failure };
            case OperationCanceledException when held.Lost:
            case LeaseLostException:
                Log.LeaseLost(logger, held.Lease.Name, held.Lease.Epoch);
                return report with { State = RunState.Lost, Failure = new ExchangeException(FailureKind.Transient, $"{stream.Id}: another node took the stream over.", "Nothing: the other node goes on from the last commit.") };
            case OperationCanceledException when held.Token.IsCancellationRequested:
                return report with { State = RunState.Cancelled };
            case DbException { IsTransient: true }:
                Log.RunFailed(logger, stream.Id, FailureKind.Transient, "the hub's database did not answer", exception);
                return report with
                {
                    State = RunState.Failed,
                    Failure = new ExchangeException(FailureKind.Transient, $"{stream.Id}: the hub's database did not answer.", "Check that it runs; the next run goes on from the last commit.", exception),
                };
            default:
                Log.RunBroke(logger, stream.Id, exception);
                return report with
                {
                    State = RunState.Failed,
                    Failure = new ExchangeException(FailureKind.System, $"{stream.Id}: the run broke off ({exception.GetType().Name}).", "See the log of this run; the next run goes on from the last commit.", exception),
                };
        }
    }

    private static ReadRequest Request(HubStream stream, PullOptions options, StreamPosition position) => new(stream.Declaration.Name)
    {
        Cursor = options.Kind is RunKind.Live ? position.Cursor : null,
        Full = options.Kind is RunKind.Full,
        From = options.From,
        To = options.To,
    };
}
