using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Control;
using Exchange.Pipeline.Leases;
using Exchange.Storage.Databases;
using Exchange.Storage.Leases;
using Npgsql;
using NpgsqlTypes;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Control;

/// <summary>The operator's acts on PostgreSQL.</summary>
/// <param name="database">The hub's database.</param>
public sealed class HubControl(HubDatabase database) : IHubControl
{
    private const string PauseStream = """
        with changed as (update hub.stream set paused = $2 where stream_id = $1 and paused <> $2 returning 1),
        noted as (insert into hub.audit (actor, action, subject, detail) select $3, $4, $5, '{}' from changed)
        select count(*) from changed
        """;

    private const string PauseTarget = """
        with changed as (update hub.target set paused = $2 where target_id = $1 and paused <> $2 returning 1),
        noted as (insert into hub.audit (actor, action, subject, detail) select $3, $4, $5, '{}' from changed)
        select count(*) from changed
        """;

    private const string SetCursor = """
        with before as (select cursor from hub.stream where stream_id = $1),
        changed as (update hub.stream set cursor = $2, reached_present_at = case when $2 is null then null else reached_present_at end where stream_id = $1)
        insert into hub.audit (actor, action, subject, detail)
        select $3, 'stream.cursor', $4, jsonb_build_object('from', cursor, 'to', $2) from before
        """;

    // An open refusal or a parked version of the case would block it: the operator's word is newer than theirs.
    private const string Send = """
        with last as (
            select s.case_id, s.version, s.department, v.operation
            from hub.cases s join hub.case_version v on v.case_id = s.case_id and v.version = s.version
            where s.case_id = $2),
        cleared as (
            delete from hub.outbox o using last l
            where o.target_id = $1 and o.case_id = l.case_id and o.version < l.version and o.state in (2, 3)),
        closed as (
            update hub.quarantine q set state = 4, closed_at = clock_timestamp(), closed_by = $3, closed_reason = 'sent by hand'
            from last l where q.target_id = $1 and q.case_id = l.case_id and q.state = 0),
        sent as (
            insert into hub.outbox (target_id, case_id, version, lane, department)
            select $1, case_id, version, 0, coalesce(department, '') from last
            on conflict (case_id, target_id, version) do update
                set state = 0, due_at = clock_timestamp(), attempts = 0, epoch = null,
                    uncertain = hub.outbox.uncertain and hub.outbox.state <> 3
                where hub.outbox.state <> 1
            returning version),
        noted as (
            insert into hub.audit (actor, action, subject, detail)
            select $3, 'case.send', $2::text, jsonb_build_object('target', $4::text, 'version', version) from sent)
        select l.version, l.operation = 1, not exists (select from sent) from last l
        """;

    /// <inheritdoc/>
    public Task<bool> PauseAsync(HubStream stream, bool paused, string actor, CancellationToken cancellationToken) =>
        PauseAsync(PauseStream, stream.StreamId, paused, actor, "stream", stream.Id, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> PauseAsync(HubTarget target, bool paused, string actor, CancellationToken cancellationToken) =>
        PauseAsync(PauseTarget, target.TargetId, paused, actor, "target", target.Id, cancellationToken);

    /// <inheritdoc/>
    public async Task<StreamPlace> PlaceAsync(HubStream stream, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select cursor, reached_present_at, paused from hub.stream where stream_id = $1").With(Int(stream.StreamId));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new StreamPlace(
            reader.IsDBNull(0) ? null : reader.GetString(0),
            reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1),
            reader.GetBoolean(2));
    }

    /// <inheritdoc/>
    public async Task SetCursorAsync(HubStream stream, Lease lease, string? cursor, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection, transaction);
        LeaseFence.Add(batch, lease);
        batch.Add(SetCursor, Int(stream.StreamId), Text(cursor), Text(actor), Text(stream.Id));
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false))
        {
            await LeaseFence.CheckAsync(reader, lease, cancellationToken).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(HubTarget target, long caseId, string actor, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Send).With(Int(target.TargetId), Long(caseId), Text(actor), Text(target.Id));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
            ? new SendResult(reader.GetInt32(0), reader.GetBoolean(1), reader.GetBoolean(2))
            : new SendResult(null, false, false);
    }

    /// <summary>The ids of the targets that are paused.</summary>
    public async Task<IReadOnlySet<string>> PausedTargetsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select id from hub.target where paused");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var paused = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            paused.Add(reader.GetString(0));
        }

        return paused;
    }

    private async Task<bool> PauseAsync(string sql, int id, bool paused, string actor, string what, string subject, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(sql).With(
            Int(id),
            new NpgsqlParameter { Value = paused, NpgsqlDbType = NpgsqlDbType.Boolean },
            Text(actor),
            Text(paused ? $"{what}.pause" : $"{what}.resume"),
            Text(subject));
        return (long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))! > 0;
    }
}
