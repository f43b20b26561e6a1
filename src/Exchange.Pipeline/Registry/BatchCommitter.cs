using System.Diagnostics;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Delivery;
using Exchange.Pipeline.Drift;
using Exchange.Pipeline.Leases;
using Exchange.Pipeline.Records;
using Exchange.Pipeline.Runs;

namespace Exchange.Pipeline.Registry;

/// <summary>Commits batches of one run: decides about each record, derives the cases they touch, and writes all of it in one transaction.</summary>
internal sealed class BatchCommitter
{
    private const int MostTries = 5;
    private const int IdsPerRecord = 4;

    private readonly IRecordStore _store;
    private readonly CaseDeriver _deriver;
    private readonly IdBlock _ids;
    private readonly HubStream _stream;
    private readonly StreamPosition _run;
    private readonly int _revisionId;
    private readonly DeliveryLane _lane;

    public BatchCommitter(IRecordStore store, CaseDeriver deriver, HubStream stream, StreamPosition run, int revisionId, DeliveryLane lane)
    {
        _store = store;
        _deriver = deriver;
        _stream = stream;
        _run = run;
        _revisionId = revisionId;
        _lane = lane;
        _ids = new IdBlock(store);
    }

    /// <summary>Where the time went so far.</summary>
    public StageTimes Times { get; private set; } = new();

    /// <summary>Commits a batch; on a conflict with another run it is done again from the start.</summary>
    /// <returns>What was written.</returns>
    public async Task<BatchWrite> CommitAsync(PreparedBatch batch, Lease lease, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryCommitAsync(batch, lease, cancellationToken).ConfigureAwait(false);
            }
            catch (WriteConflictException) when (attempt < MostTries)
            {
                // The other run has committed by now; what it wrote is found on the next look-up.
            }
        }
    }

    private async Task<BatchWrite> TryCommitAsync(PreparedBatch batch, Lease lease, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await _ids.EnsureAsync(batch.Records.Count * IdsPerRecord, cancellationToken).ConfigureAwait(false);
        var transaction = await _store.BeginAsync(lease, cancellationToken).ConfigureAwait(false);
        await using var _ = transaction.ConfigureAwait(false);

        var keys = batch.Records.Select(r => r.Key).Distinct(StringComparer.Ordinal).ToArray();
        var known = await transaction.FindRecordsAsync(_stream, keys, cancellationToken).ConfigureAwait(false);
        var write = new BatchWrite
        {
            Stream = _stream,
            Run = _run,
            RevisionId = _revisionId,
            Pulled = batch.Records.Count,
            Cursor = batch.Cursor,
            Shape = batch.Shape,
            ReachedPresent = batch.ReachedPresent,
            Pages = batch.Pages,
        };
        var changes = Decide(batch, known, write);
        var cases = await LockAsync(transaction, changes, cancellationToken).ConfigureAwait(false);
        var looked = clock.Elapsed;
        _deriver.Derive(_stream, changes, cases, write, _lane, _revisionId, _ids);
        var assembled = clock.Elapsed;
        await transaction.CommitAsync(write, cancellationToken).ConfigureAwait(false);
        Times = Times.Plus(new StageTimes { Look = looked, Assemble = assembled - looked, Write = clock.Elapsed - assembled });
        return write;
    }

    private List<RecordChange> Decide(PreparedBatch batch, IReadOnlyDictionary<string, KnownRecord> known, BatchWrite write)
    {
        var changes = new List<RecordChange>(batch.Records.Count);
        DriftTally? drift = null;
        foreach (var record in batch.Records)
        {
            known.TryGetValue(record.Key, out var held);
            var (outcome, noteRevision) = RecordDecision.Decide(record, held, _revisionId);
            if (record.Drift is { } notes && (outcome is RecordOutcome.Mapped or RecordOutcome.Quarantined))
            {
                (drift ??= new DriftTally()).Add(notes);
            }

            if (noteRevision)
            {
                write.SameUnderRevision.Add(held!.ContributionId);
            }

            if (outcome == RecordOutcome.Mapped)
            {
                changes.Add(new RecordChange(record, held));
                write.Good.Add((record.Key, record.Version));
                continue;
            }

            if (outcome == RecordOutcome.Unchanged)
            {
                write.Good.Add((record.Key, record.Version));
            }
            else if (outcome == RecordOutcome.Quarantined)
            {
                _deriver.Quarantine(_stream, record, write, _ids);
            }

            write.Outcomes[outcome].Add(record.Key);
        }

        write.Drift = drift?.Counts ?? [];
        return changes;
    }

    private async Task<List<CaseState>> LockAsync(IRecordTransaction transaction, List<RecordChange> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return [];
        }

        var keys = changes.Select(c => c.Record.CaseKey).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var moved = changes.Select(c => c.Known?.CaseId).OfType<long>().Distinct().ToArray();
        var ids = keys.Select(_ => _ids.Take()).ToArray();
        var cases = await transaction.LockCasesAsync(_stream, keys, ids, moved, cancellationToken).ConfigureAwait(false);
        var found = cases.Select(c => c.Key).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var added = keys.Zip(ids).Where(k => !found.Contains(k.First)).Select(k => new CaseState { CaseId = k.Second, Key = k.First, IsNew = true });
        return [.. cases, .. added];
    }
}
