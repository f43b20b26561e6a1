using System.Globalization;
using Exchange.Pipeline.Registry;
using Exchange.Storage.Databases;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Registry;

/// <summary>Reads cases from PostgreSQL.</summary>
/// <param name="database">The hub's database.</param>
public sealed class CaseReader(HubDatabase database) : ICaseReader
{
    private const string Find = """
        select case_id from hub.cases where case_id = $2
        union select case_id from hub.case_key where value = $1
        union select case_id from hub.case_number where value = $1
        union select case_id from hub.target_case where platform_id = $1
        order by 1 limit 20
        """;

    private const string Read = """
        select s.known, s.version, s.status, v.content, v.version
        from hub.cases s
        left join lateral (
            select content, version from hub.case_version where case_id = s.case_id and content is not null order by version desc limit 1) v on true
        where s.case_id = $1
        """;

    private const string Identifiers = """
        select 'key', y.id, k.value from hub.case_key k join hub.system y on y.system_id = k.system_id where k.case_id = $1
        union all
        select (array['source', 'national', 'provincial', 'local', 'project'])[n.kind], null, n.value from hub.case_number n where n.case_id = $1
        union all
        select 'platform', t.id, c.platform_id from hub.target_case c join hub.target t on t.target_id = c.target_id
        where c.case_id = $1 and c.platform_id is not null
        """;

    private const string Heads = """
        select c.contribution_id, c.stream_id, y.id || '/' || t.name, t.part, c.source_key, c.source_version, c.content_digest,
            coalesce(c.content, v.content), case when c.content is null then c.content_version end
        from hub.contribution c
        join hub.stream t on t.stream_id = c.stream_id join hub.system y on y.system_id = t.system_id
        left join hub.case_version v on c.content is null and v.case_id = c.case_id and v.version = c.content_version
        where c.case_id = $1 and not c.deleted and t.part = 'case' order by 1 limit 100
        """;

    private const string States = """
        select status from hub.case_version
        where case_id = $1 and status is not null
            and version > coalesce((select max(version) from hub.case_version where case_id = $1 and operation = 1), 0)
        order by version limit 10000
        """;

    private const string Trace = """
        select l.landed_at, 'landed', y.id || '/' || s.name,
            'run ' || l.run_id || case when l.operation = 1 then ', deleted at the source' else '' end
        from hub.contribution c join hub.landing l on l.contribution_id = c.contribution_id
        join hub.stream s on s.stream_id = c.stream_id join hub.system y on y.system_id = s.system_id
        where c.case_id = $1
        union all
        select v.recorded_at, 'version', 'hub', 'version ' || v.version || case when v.operation = 1 then ', withdrawn' else coalesce(', ' || v.status, '') end
        from hub.case_version v where v.case_id = $1
        union all
        select o.created_at, 'outbox', t.id,
            'version ' || o.version || ' ' || (array['waits', 'is being sent', 'was refused', 'is parked', 'waits for its parent'])[o.state + 1] || coalesce(': ' || o.last_message, '')
        from hub.outbox o join hub.target t on t.target_id = o.target_id where o.case_id = $1
        union all
        select r.received_at, 'receipt', t.id,
            'version ' || r.version || ' ' || (array['delivered', 'repeated', 'rejected', '', 'parked'])[r.verdict + 1]
                || coalesce(', code ' || r.code, '') || coalesce(', ' || r.platform_id, '') || coalesce(': ' || r.message, '')
        from hub.receipt r join hub.target t on t.target_id = r.target_id where r.case_id = $1
        union all
        select q.first_seen, 'quarantine', t.id, 'version ' || q.version || ' refused'
        from hub.quarantine q join hub.target t on t.target_id = q.target_id where q.case_id = $1 and q.state = 0
        order by 1 limit 1000
        """;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<long>> FindAsync(string anyId, CancellationToken cancellationToken)
    {
        var number = long.TryParse(anyId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : -1;
        await using var command = database.Source.CreateCommand(Find).With(Text(anyId), Long(number));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var found = new List<long>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            found.Add(reader.GetInt64(0));
        }

        return found;
    }

    /// <inheritdoc/>
    public async Task<CaseView?> ReadAsync(long caseId, CancellationToken cancellationToken)
    {
        CaseView view;
        await using (var command = database.Source.CreateCommand(Read).With(Long(caseId)))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            view = new CaseView
            {
                CaseId = caseId,
                Known = reader.GetBoolean(0),
                Version = reader.GetInt32(1),
                Status = reader.IsDBNull(2) ? null : reader.GetString(2),
                Sealed = reader.IsDBNull(3) ? null : reader.GetFieldValue<byte[]>(3),
                SealedVersion = reader.IsDBNull(4) ? 0 : reader.GetInt32(4),
            };
        }

        var identifiers = new List<CaseIdentifier>();
        await using var more = database.Source.CreateCommand(Identifiers).With(Long(caseId));
        await using var rows = await more.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            identifiers.Add(new CaseIdentifier(rows.GetString(0), rows.IsDBNull(1) ? null : rows.GetString(1), rows.GetString(2)));
        }

        return view with { Identifiers = identifiers };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CaseContribution>> ReadHeadsAsync(long caseId, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Heads).With(Long(caseId));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var heads = new List<CaseContribution>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            heads.Add(new CaseContribution
            {
                ContributionId = reader.GetInt64(0),
                StreamId = reader.GetInt32(1),
                Source = reader.GetString(2),
                Part = reader.GetString(3),
                Key = reader.GetString(4),
                Version = reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5),
                ContentDigest = reader.IsDBNull(6) ? null : reader.GetFieldValue<byte[]>(6),
                Sealed = reader.IsDBNull(7) ? null : reader.GetFieldValue<byte[]>(7),
                ContentVersion = reader.IsDBNull(8) ? null : reader.GetInt32(8),
            });
        }

        return heads;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ReadStatesAsync(long caseId, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(States).With(Long(caseId));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var states = new List<string>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            states.Add(reader.GetString(0));
        }

        return states;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CaseTraceEvent>> TraceAsync(long caseId, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Trace).With(Long(caseId));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var events = new List<CaseTraceEvent>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            events.Add(new CaseTraceEvent(reader.GetFieldValue<DateTimeOffset>(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)));
        }

        return events;
    }
}
