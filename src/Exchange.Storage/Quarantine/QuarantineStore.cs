using Exchange.Abstractions.Sources;
using Exchange.Pipeline.Quarantine;
using Exchange.Storage.Databases;
using Npgsql;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Quarantine;

/// <summary>The quarantine on PostgreSQL.</summary>
/// <param name="database">The hub's database.</param>
public sealed class QuarantineStore(HubDatabase database) : IQuarantineStore
{
    // $1 stream or target, $2 system, $3 reason, $4 field, $5 value, $6 id
    private const string Selected = """
        select q.*, coalesce(y.id || '/' || s.name, t.id) as place
        from hub.quarantine q
        left join hub.stream s on s.stream_id = q.stream_id
        left join hub.system y on y.system_id = s.system_id
        left join hub.target t on t.target_id = q.target_id
        where q.state = 0
            and ($1::text is null or coalesce(y.id || '/' || s.name, t.id) = $1)
            and ($2::text is null or coalesce(y.id, t.id) = $2)
            and ($6::bigint is null or q.quarantine_id = $6)
            and (($3::text is null and $4::text is null and $5::text is null) or exists (
                select 1 from jsonb_array_elements(q.errors) e
                where ($3::text is null or e->>'reason' = $3) and ($4::text is null or e->>'field' = $4) and ($5::text is null or e->>'value' = $5)))
        """;

    private const string Groups = $"""
        with selected as ({Selected})
        select place, e->>'reason', coalesce(e->>'field', ''), e->>'value', count(*), min(first_seen), max(last_seen), min(e->>'message')
        from selected cross join lateral jsonb_array_elements(errors) e
        group by 1, 2, 3, 4 order by 5 desc, 1, 2, 3, 4 limit 1000
        """;

    private const string Discard = $"""
        with selected as ({Selected}),
        closed as (
            update hub.quarantine q set state = 3, closed_at = clock_timestamp(), closed_by = $7, closed_reason = $8
            from selected s where q.quarantine_id = s.quarantine_id returning q.target_id, q.case_id, q.version),
        gone as (
            delete from hub.outbox o using closed c
            where o.target_id = c.target_id and o.case_id = c.case_id and o.version = c.version and o.state = 2 returning 1)
        select count(*) from closed
        """;

    private const string Release = """
        with chosen as (
            select q.quarantine_id, q.target_id, q.case_id, q.version,
                exists (select 1 from hub.outbox n where n.target_id = q.target_id and n.case_id = q.case_id and n.version > q.version)
                    or exists (select 1 from hub.target_case t where t.target_id = q.target_id and t.case_id = q.case_id and t.version > q.version) as passed
            from hub.quarantine q where q.quarantine_id = any($1) and q.state = 0 and q.target_id is not null),
        gone as (
            delete from hub.outbox o using chosen c
            where c.passed and o.target_id = c.target_id and o.case_id = c.case_id and o.version = c.version and o.state = 2),
        back as (
            update hub.outbox o set state = 0, lane = 1, due_at = clock_timestamp(), attempts = 0
            from chosen c where not c.passed and o.target_id = c.target_id and o.case_id = c.case_id and o.version = c.version and o.state = 2
            returning o.target_id, o.case_id),
        closed as (
            update hub.quarantine q
            set state = case when b.case_id is null then 2 else 4 end, closed_at = clock_timestamp(), closed_by = 'replay'
            from chosen c left join back b on b.target_id = c.target_id and b.case_id = c.case_id
            where q.quarantine_id = c.quarantine_id returning q.state)
        select count(*) filter (where state = 4)::int, count(*) filter (where state = 2)::int from closed
        """;

    /// <inheritdoc/>
    public async Task<(long Total, IReadOnlyList<QuarantineGroup> Groups)> GroupAsync(QuarantineFilter filter, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add($"select count(*) from ({Selected}) selected", Parameters(filter));
        batch.Add(Groups, Parameters(filter));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var total = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var groups = new List<QuarantineGroup>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            groups.Add(new QuarantineGroup(
                reader.GetString(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetString(3),
                reader.GetInt64(4),
                reader.GetFieldValue<DateTimeOffset>(5),
                reader.GetFieldValue<DateTimeOffset>(6),
                reader.IsDBNull(7) ? "" : reader.GetString(7)));
        }

        return (total, groups);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<QuarantineEntry>> ReadAsync(QuarantineFilter filter, long after, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            with selected as ({Selected})
            select quarantine_id, place, stream_id, source_key, case_key, case_id, operation, source_version, errors::text, raw, times_seen, first_seen, last_seen
            from selected where quarantine_id > $7 order by quarantine_id limit $8
            """;
        await using var command = database.Source.CreateCommand(Sql).With(Parameters(filter)).With(Long(after), Long(filter.Limit));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var entries = new List<QuarantineEntry>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            entries.Add(new QuarantineEntry
            {
                QuarantineId = reader.GetInt64(0),
                Stream = reader.GetString(1),
                StreamId = reader.IsDBNull(2) ? null : reader.GetInt32(2),
                Key = reader.IsDBNull(3) ? reader.GetInt64(5).ToString(System.Globalization.CultureInfo.InvariantCulture) : reader.GetString(3),
                CaseKey = reader.IsDBNull(4) ? null : reader.GetString(4),
                CaseId = reader.IsDBNull(5) ? null : reader.GetInt64(5),
                Operation = reader.GetInt16(6) == 1 ? RecordOperation.Delete : RecordOperation.Upsert,
                Version = reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7),
                Errors = FieldErrorsJson.Read(reader.GetString(8)),
                Sealed = reader.IsDBNull(9) ? null : reader.GetFieldValue<byte[]>(9),
                TimesSeen = reader.GetInt32(10),
                FirstSeen = reader.GetFieldValue<DateTimeOffset>(11),
                LastSeen = reader.GetFieldValue<DateTimeOffset>(12),
            });
        }

        return entries;
    }

    /// <inheritdoc/>
    public async Task CloseSupersededAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        const string Sql = """
            update hub.quarantine set state = 2, closed_at = clock_timestamp(), closed_by = 'replay', closed_reason = 'overtaken'
            where quarantine_id = any($1) and state = 0
            """;
        if (ids.Count > 0)
        {
            await using var command = database.Source.CreateCommand(Sql).With(Longs(ids));
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<long> DiscardAsync(QuarantineFilter filter, string actor, string reason, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Discard).With(Parameters(filter)).With(Text(actor), Text(reason));
        return (long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    /// <inheritdoc/>
    public async Task<(int Released, int Superseded)> ReleaseRefusedAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Release).With(Longs(ids));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return (reader.GetInt32(0), reader.GetInt32(1));
    }

    private static NpgsqlParameter[] Parameters(QuarantineFilter filter) =>
        [Text(filter.Stream), Text(filter.System), Text(filter.Reason), Text(filter.Field), Text(filter.Value), Long(filter.Id)];
}
