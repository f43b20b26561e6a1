using Exchange.Abstractions.Sources;
using Exchange.Mapping;
using Exchange.Pipeline.Audit;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Delivery;
using Exchange.Pipeline.Drift;
using Exchange.Pipeline.Failures;
using Exchange.Pipeline.Leases;
using Exchange.Pipeline.Pulling;
using Exchange.Pipeline.Records;
using Exchange.Pipeline.Registry;
using Exchange.Pipeline.Runs;

namespace Exchange.Pipeline.Quarantine;

/// <summary>Maps quarantined records once more, through the normal path and in a lane of their own; nothing newer is overwritten.</summary>
/// <param name="ports">What replaying stands on.</param>
/// <param name="store">The quarantine.</param>
/// <param name="audit">Where the act is kept.</param>
public sealed class ReplayQuarantine(PipelinePorts ports, IQuarantineStore store, IAuditLog audit)
{
    private const int BatchSize = 1_000;

    /// <summary>Replays what a filter selects.</summary>
    /// <param name="filter">Which entries.</param>
    /// <param name="mappings">The mapping of a stream, or <see langword="null"/> where it has none that is usable.</param>
    /// <param name="actor">Who asks for it.</param>
    /// <param name="wait">How long to wait for a busy stream.</param>
    /// <param name="cancellationToken">Stops after the transaction at hand.</param>
    /// <exception cref="StreamBusyException">A run holds a stream for longer than <paramref name="wait"/>.</exception>
    public async Task<ReplayReport> RunAsync(
        QuarantineFilter filter, Func<HubStream, CompiledMapping?> mappings, string actor, TimeSpan wait, CancellationToken cancellationToken)
    {
        var total = new ReplayReport();
        long after = 0;
        var left = filter.Limit;
        while (left > 0)
        {
            var entries = await store.ReadAsync(filter with { Limit = Math.Min(left, BatchSize) }, after, cancellationToken).ConfigureAwait(false);
            if (entries.Count == 0)
            {
                break;
            }

            after = entries[^1].QuarantineId;
            left -= entries.Count;
            total = total.Plus(await ReplayAsync(filter, entries, mappings, wait, cancellationToken).ConfigureAwait(false));
        }

        var detail = new Dictionary<string, string>
        {
            ["selected"] = total.Selected.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["mapped"] = total.Mapped.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        await audit.AppendAsync(new AuditEntry(actor, "quarantine.replay", filter.Stream ?? filter.System ?? "all") { Detail = detail }, cancellationToken).ConfigureAwait(false);
        return total;
    }

    private async Task<ReplayReport> ReplayAsync(
        QuarantineFilter filter, IReadOnlyList<QuarantineEntry> entries, Func<HubStream, CompiledMapping?> mappings, TimeSpan wait, CancellationToken cancellationToken)
    {
        var report = new ReplayReport();
        var refused = entries.Where(e => e.StreamId is null).Select(e => e.QuarantineId).ToArray();
        if (refused.Length > 0)
        {
            var (released, superseded) = await store.ReleaseRefusedAsync(refused, cancellationToken).ConfigureAwait(false);
            report = report.Plus(new ReplayReport { Selected = refused.Length, Mapped = released, Superseded = superseded });
        }

        foreach (var group in entries.Where(e => e.StreamId is not null).GroupBy(e => e.StreamId!.Value))
        {
            var stream = ports.Streams.FirstOrDefault(s => s.StreamId == group.Key);
            report = report.Plus(stream is not null && mappings(stream) is { } mapping
                ? await ReplayAsync(filter, stream, mapping, [.. group], wait, cancellationToken).ConfigureAwait(false)
                : new ReplayReport { Selected = group.Count(), StillQuarantined = group.Count() });
        }

        return report;
    }

    private async Task<ReplayReport> ReplayAsync(
        QuarantineFilter filter, HubStream stream, CompiledMapping mapping, IReadOnlyList<QuarantineEntry> selected, TimeSpan wait, CancellationToken cancellationToken)
    {
        var (held, heldBy) = await HeldLease.AcquireAsync(ports.Leases, stream.LeaseName, wait, ports.Time, cancellationToken).ConfigureAwait(false);
        if (held is null)
        {
            throw new StreamBusyException(stream.Id, heldBy);
        }

        await using var _ = held.ConfigureAwait(false);
        var entries = await StillOpenAsync(filter, stream, selected, held.Token).ConfigureAwait(false);
        var position = await ports.Runs.StartAsync(stream, held.Lease, RunKind.Replay, held.Token).ConfigureAwait(false);
        var run = new RunReport { RunId = position.RunId, Connector = stream.Connector.Id, Stream = stream.Declaration.Name, State = RunState.Failed };
        try
        {
            var revision = await ports.Registration.RegisterRevisionAsync(mapping.Id, mapping.Revision, held.Token).ConfigureAwait(false);
            var keys = new StoredKey(ports.Digester, ports.Privacy);
            var deriver = new CaseDeriver(ports.Sealer, ports.Digester, keys, ports.Tokenizer, ports.Streams, ports.Targets);
            var committer = new BatchCommitter(ports.Records, deriver, stream, position, revision, DeliveryLane.Replay);
            var watch = await DriftWatches.OpenAsync(ports, stream, mapping, mayLearn: false, held.Token).ConfigureAwait(false);
            var write = await committer.CommitAsync(Prepare(stream, mapping, keys, watch, entries), held.Lease, held.Token).ConfigureAwait(false);
            var overtaken = write.Outcomes[RecordOutcome.Superseded].ToHashSet(StringComparer.Ordinal);
            await store.CloseSupersededAsync([.. entries.Where(e => overtaken.Contains(e.Key)).Select(e => e.QuarantineId)], held.Token).ConfigureAwait(false);
            run = run with { State = RunState.Done, Counts = write.Counts, Versions = write.Versions.Count };
            return new ReplayReport
            {
                Selected = selected.Count,
                Mapped = write.Counts.Mapped + write.Counts.Waiting + write.Counts.Unchanged,
                StillQuarantined = write.Counts.Quarantined,
                Superseded = write.Counts.Superseded + write.Counts.Excluded + selected.Count - entries.Count,
            };
        }
        finally
        {
            await BestEffort.RunAsync(token => ports.Runs.FinishAsync(position, run, token), TimeSpan.FromSeconds(10)).ConfigureAwait(false);
        }
    }

    // A run may have worked on the stream since the entries were selected: now that it is ours, they are as they stay.
    private async Task<IReadOnlyList<QuarantineEntry>> StillOpenAsync(
        QuarantineFilter filter, HubStream stream, IReadOnlyList<QuarantineEntry> selected, CancellationToken cancellationToken)
    {
        var ids = selected.Select(e => e.QuarantineId).ToHashSet();
        var open = await store.ReadAsync(filter with { Stream = stream.Id, Limit = selected.Count }, selected[0].QuarantineId - 1, cancellationToken).ConfigureAwait(false);
        return [.. open.Where(e => ids.Contains(e.QuarantineId))];
    }

    private PreparedBatch Prepare(HubStream stream, CompiledMapping mapping, StoredKey keys, DriftWatch? watch, IReadOnlyList<QuarantineEntry> entries)
    {
        var preparer = new RecordPreparer(stream.Declaration, mapping, ports.Digester, keys, watch);
        var batch = new PreparedBatch();
        foreach (var entry in entries)
        {
            var raw = ports.Sealer.Open(entry.Sealed, SealedPlace.Quarantine(stream.StreamId, entry.Key));
            var lost = entry.Key.StartsWith('?') || entry.CaseKey is null;
            var record = new SourceRecord
            {
                SourceKey = null,
                CaseKey = null,
                Json = raw,
                Version = entry.Version,
                Operation = entry.Operation,
                Fault = lost ? new RecordFault(entry.Errors[0].Field, entry.Errors[0].Reason, entry.Errors[0].Message) : null,
            };
            batch.Add(preparer.Prepare(entry.Key, entry.CaseKey, record, entry.LastSeen), acknowledgement: null);
        }

        return batch;
    }
}
