using Exchange.Abstractions.Sources;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Delivery;
using Exchange.Pipeline.Leases;
using Exchange.Storage.Databases;
using Exchange.Storage.Leases;
using Npgsql;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Outbox;

/// <summary>The outbox on PostgreSQL.</summary>
/// <param name="database">The hub's database.</param>
public sealed class OutboxStore(HubDatabase database) : IOutboxStore
{
    // Walks the departments of a lane by skipping through the index, takes an equal share of each in its lane, and only
    // the oldest undelivered version of a case (offset 0 keeps that a look-up for each row). A row that another epoch left
    // sending may have arrived. One statement, so one round trip: the lease is held in it, and without the lease there is no row.
    private const string Claim = """
        with recursive fence as materialized (
            select 1 from hub.lease where name = $4 and epoch = $2 and expires_at > clock_timestamp() for key share),
        groups as (
            (select lane, department from hub.outbox where target_id + 0 = $1 and state in (0, 1) order by lane, department limit 1)
            union all
            select n.lane, n.department from groups g cross join lateral (
                select lane, department from hub.outbox o
                where o.target_id + 0 = $1 and o.state in (0, 1) and (o.lane, o.department) > (g.lane, g.department)
                order by lane, department limit 1) n),
        due as (
            select o.ctid as place, o.lane, row_number() over (partition by o.lane, o.department order by o.due_at, o.case_id) as turn
            from groups g cross join lateral (
                select o.ctid, o.* from hub.outbox o
                where o.target_id + 0 = $1 and o.lane = g.lane and o.department = g.department and o.state in (0, 1) and o.due_at <= clock_timestamp()
                    and (o.state = 0 or (o.state = 1 and o.epoch is distinct from $2))
                    and not exists (
                        select 1 from hub.outbox e
                        where e.case_id = o.case_id and e.target_id = $1 and e.version < o.version and e.state <> 2 offset 0)
                order by o.due_at limit (select greatest(100, $3 / count(*)) from groups l where l.lane = g.lane)) o),
        chosen as (
            select o.ctid as place from hub.outbox o
            where exists (select from fence) and o.ctid = any(array(select place from due order by lane, turn limit $3))
                and o.target_id = $1 and (o.state = 0 or (o.state = 1 and o.epoch is distinct from $2))
            for update of o skip locked),
        claimed as (
            update hub.outbox o set state = 1, epoch = $2, uncertain = o.uncertain or o.state = 1
            where o.ctid = any(array(select place from chosen))
            returning o.case_id, o.version, o.attempts, o.uncertain)
        select c.case_id, c.version, v.operation, v.content_digest, coalesce(v.content, p.content), coalesce(case when v.content is not null then v.version end, p.version),
            (select min(y.id) from hub.case_key k join hub.system y on y.system_id = k.system_id where k.case_id = c.case_id),
            c.attempts, c.uncertain, t.platform_id
        from fence
        left join claimed c on true
        left join hub.case_version v on v.case_id = c.case_id and v.version = c.version
        left join lateral (
            select w.content, w.version from hub.case_version w
            where v.content is null and w.case_id = c.case_id and w.version < c.version and w.content is not null order by w.version desc limit 1) p on true
        left join hub.target_case t on t.target_id = $1 and t.case_id = c.case_id
        """;

    // A parent is found by its key in any system, or by one of its numbers. Swept rather than told by the parent's receipt: a
    // child recorded while that receipt is being written would never hear of it.
    private const string Release = """
        update hub.outbox o set state = 0, due_at = clock_timestamp()
        where o.target_id = $1 and o.state = 4 and exists (
            select 1 from (
                select k.case_id from hub.system y join hub.case_key k on k.system_id = y.system_id and k.value = o.waits_for
                union all
                select n.case_id from generate_series(1, 5) g (kind) join hub.case_number n on n.kind = g.kind::smallint and n.value = o.waits_for) p
            join hub.target_case t on t.case_id = p.case_id and t.target_id = $1 and t.operation = 0
            where p.case_id <> o.case_id)
        """;

    private const string Count = """
        select count(*) filter (where state in (0, 1, 4)), count(*) filter (where state = 0 and attempts > 0), count(*) filter (where state = 2),
            count(*) filter (where state = 3), min(greatest(due_at - clock_timestamp(), interval '0')) filter (where state in (0, 1)),
            max(clock_timestamp() - created_at) filter (where state in (0, 1, 4)), count(*) filter (where state = 4)
        from hub.outbox where target_id = $1
        """;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(HubTarget target, Lease lease, int most, CancellationToken cancellationToken)
    {
        await using var command = database.Work.CreateCommand(Claim).With(Int(target.TargetId), Long(lease.Epoch), Int(most), Text(lease.Name));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var claimed = new List<ClaimedDelivery>();
        var held = false;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            held = true;
            if (reader.IsDBNull(0))
            {
                continue;
            }

            claimed.Add(new ClaimedDelivery
            {
                CaseId = reader.GetInt64(0),
                Version = reader.GetInt32(1),
                Operation = reader.GetInt16(2) == 1 ? RecordOperation.Delete : RecordOperation.Upsert,
                ContentDigest = reader.GetFieldValue<byte[]>(3),
                Sealed = reader.GetFieldValue<byte[]>(4),
                SealedVersion = reader.GetInt32(5),
                System = reader.IsDBNull(6) ? null : reader.GetString(6),
                Attempts = reader.GetInt32(7),
                Uncertain = reader.GetBoolean(8),
                PlatformId = reader.IsDBNull(9) ? null : reader.GetString(9),
            });
        }

        return held ? claimed : throw new LeaseLostException(lease);
    }

    /// <inheritdoc/>
    public async Task FinishAsync(HubTarget target, Lease lease, IReadOnlyList<DeliveryReceipt> receipts, CancellationToken cancellationToken)
    {
        if (receipts.Count == 0)
        {
            return;
        }

        await using var connection = await database.Work.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection, transaction);
        LeaseFence.Add(batch, lease);
        ReceiptStatements.Add(batch, target, receipts);
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false))
        {
            await LeaseFence.CheckAsync(reader, lease, cancellationToken).ConfigureAwait(false);
            while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
            {
                // Every result is awaited, so that a failure of any statement surfaces here.
            }
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<OutboxCounts> CountAsync(HubTarget target, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Count).With(Int(target.TargetId));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new OutboxCounts
        {
            Pending = reader.GetInt64(0),
            Retrying = reader.GetInt64(1),
            Rejected = reader.GetInt64(2),
            Parked = reader.GetInt64(3),
            Waiting = reader.GetInt64(6),
            NextDue = reader.IsDBNull(4) ? null : reader.GetFieldValue<TimeSpan>(4),
            Oldest = reader.IsDBNull(5) ? null : reader.GetFieldValue<TimeSpan>(5),
        };
    }

    /// <inheritdoc/>
    public async Task<int> ReleaseChildrenAsync(HubTarget target, CancellationToken cancellationToken)
    {
        await using var command = database.Work.CreateCommand(Release).With(Int(target.TargetId));
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> IsPausedAsync(HubTarget target, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select paused from hub.target where target_id = $1").With(Int(target.TargetId));
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
    }
}
