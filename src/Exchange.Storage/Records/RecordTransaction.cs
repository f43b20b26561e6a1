using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Leases;
using Exchange.Pipeline.Records;
using Exchange.Pipeline.Registry;
using Exchange.Storage.Databases;
using Exchange.Storage.Leases;
using Npgsql;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Records;

/// <summary>One transaction of a run: two or three round trips to look up, a COPY for each table that grows, one batch for the rest.</summary>
/// <param name="connection">The connection, owned.</param>
/// <param name="transaction">The open transaction.</param>
/// <param name="lease">The lease it is fenced by.</param>
internal sealed class RecordTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction, Lease lease) : IRecordTransaction
{
    private const string FindRecords = """
        select source_key, contribution_id, case_id, source_version, record_digest, revision_id, content_digest, deleted, changed_at
        from hub.contribution where stream_id = $1 and source_key = any($2)
        """;

    // Keys come before any case is locked, and in one order: two runs that add the same cases wait for each other and for nothing else.
    private const string TakeKeys = """
        insert into hub.case_key (system_id, value, case_id)
        select $1, u.value, u.case_id from unnest($2::text[], $3::bigint[]) as u (value, case_id)
        where (select 1 from hub.case_key k where k.system_id = $1 and k.value = u.value collate "C") is null
        order by u.value collate "C" on conflict do nothing
        """;

    private const string LockCases = """
        with wanted as (
            select case_id, value from hub.case_key where system_id = $1 and value = any($2)
            union all select i, null from unnest($3::bigint[]) i),
        once as (select case_id, max(value) as value from wanted group by case_id)
        select s.case_id, o.value, s.known, s.version, s.content_digest
        from hub.cases s join once o on o.case_id = s.case_id
        order by s.case_id for update of s
        """;

    // "offset 0" keeps it a look-up for each case: without statistics, as in the first load, it would read both tables whole.
    private const string ReadContributions = """
        select c.case_id, c.contribution_id, c.stream_id, y.id || '/' || t.name, t.part, c.source_key, c.source_version, c.deleted,
            c.content_digest, c.content, c.content_version
        from unnest($1::bigint[]) as i (case_id)
        cross join lateral (
            select c.case_id, c.contribution_id, c.stream_id, c.source_key, c.source_version, c.deleted, c.content_digest,
                coalesce(c.content, v.content) as content, case when c.content is null then c.content_version end as content_version
            from hub.contribution c
            left join hub.case_version v on c.content is null and v.case_id = c.case_id and v.version = c.content_version
            where c.case_id = i.case_id offset 0) c
        join hub.stream t on t.stream_id = c.stream_id
        join hub.system y on y.system_id = t.system_id
        """;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, KnownRecord>> FindRecordsAsync(HubStream stream, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        LeaseFence.Add(batch, lease);
        batch.Add(FindRecords, Int(stream.StreamId), Texts(keys));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await LeaseFence.CheckAsync(reader, lease, cancellationToken).ConfigureAwait(false);
        var known = new Dictionary<string, KnownRecord>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            known.Add(reader.GetString(0), new KnownRecord(
                reader.GetInt64(1),
                reader.GetInt64(2),
                reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3),
                reader.IsDBNull(4) ? null : reader.GetFieldValue<byte[]>(4),
                reader.GetInt32(5),
                reader.IsDBNull(6) ? null : reader.GetFieldValue<byte[]>(6),
                reader.GetBoolean(7),
                reader.GetFieldValue<DateTimeOffset>(8)));
        }

        return known;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CaseState>> LockCasesAsync(
        HubStream stream, IReadOnlyList<string> keys, IReadOnlyList<long> newIds, IReadOnlyList<long> caseIds, CancellationToken cancellationToken)
    {
        var cases = new List<CaseState>();
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.Add(TakeKeys, Int(stream.CaseSystemId), Texts(keys), Longs(newIds));
        batch.Add(LockCases, Int(stream.CaseSystemId), Texts(keys), Longs(caseIds));
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                cases.Add(new CaseState
                {
                    CaseId = reader.GetInt64(0),
                    Key = reader.IsDBNull(1) ? null : reader.GetString(1),
                    Known = reader.GetBoolean(2),
                    Version = reader.GetInt32(3),
                    ContentDigest = reader.IsDBNull(4) ? null : reader.GetFieldValue<byte[]>(4),
                });
            }
        }

        if (cases.Count == 0)
        {
            return cases;
        }

        var contributions = await ReadContributionsAsync(cases, cancellationToken).ConfigureAwait(false);
        return cases.ConvertAll(c => c with { Contributions = contributions.GetValueOrDefault(c.CaseId) ?? [] });
    }

    /// <inheritdoc/>
    public async Task CommitAsync(BatchWrite write, CancellationToken cancellationToken)
    {
        try
        {
            await new BatchCopy(connection, write).RunAsync(cancellationToken).ConfigureAwait(false);
            await BatchStatements.ExecuteAsync(connection, transaction, write, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState is
            PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
        {
            throw new WriteConflictException(exception);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync().ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<Dictionary<long, List<CaseContribution>>> ReadContributionsAsync(List<CaseState> cases, CancellationToken cancellationToken)
    {
        var contributions = new Dictionary<long, List<CaseContribution>>();
        await using var command = new NpgsqlCommand(ReadContributions, connection, transaction).With(Longs(cases.Select(c => c.CaseId)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var caseId = reader.GetInt64(0);
            if (!contributions.TryGetValue(caseId, out var list))
            {
                contributions.Add(caseId, list = []);
            }

            list.Add(new CaseContribution
            {
                ContributionId = reader.GetInt64(1),
                StreamId = reader.GetInt32(2),
                Source = reader.GetString(3),
                Part = reader.GetString(4),
                Key = reader.GetString(5),
                Version = reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6),
                Deleted = reader.GetBoolean(7),
                ContentDigest = reader.IsDBNull(8) ? null : reader.GetFieldValue<byte[]>(8),
                Sealed = reader.IsDBNull(9) ? null : reader.GetFieldValue<byte[]>(9),
                ContentVersion = reader.IsDBNull(10) ? null : reader.GetInt32(10),
            });
        }

        return contributions;
    }
}
