using Exchange.Pipeline.Quarantine;
using Exchange.Storage.Databases;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Quarantine;

/// <summary>Reads the queue of codes without a meaning.</summary>
/// <param name="database">The hub's database.</param>
public sealed class WaitingCodes(HubDatabase database)
{
    private const string Sql = """
        with seen as (
            select q.stream_id, e->>'field' as field, e->>'value' as value, 1::bigint as quarantined, 0::bigint as warned, q.first_seen, q.last_seen
            from hub.quarantine q cross join lateral jsonb_array_elements(q.errors) e
            where q.state = 0 and q.stream_id is not null and e->>'reason' = 'unmapped-code' and e->>'value' is not null
            union all
            select d.stream_id, d.field, d.value, 0, d.count, d.first_seen, d.last_seen
            from hub.drift d where d.kind = 3 and d.action = 0 and d.accepted_at is null)
        select y.id, y.id || '/' || s.name, n.field, n.value, sum(n.quarantined)::bigint, sum(n.warned)::bigint, min(n.first_seen), max(n.last_seen)
        from seen n join hub.stream s on s.stream_id = n.stream_id join hub.system y on y.system_id = s.system_id
        where $1::text is null or y.id = $1
        group by 1, 2, 3, 4 order by 5 desc, 6 desc, 1, 2, 3, 4 limit 10000
        """;

    /// <summary>The codes by stream, field and value, those that hold up most first.</summary>
    /// <param name="system">A system; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<WaitingCode>> ReadAsync(string? system, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Sql).With(Text(system));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var codes = new List<WaitingCode>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            codes.Add(new WaitingCode(
                reader.GetString(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetInt64(4),
                reader.GetInt64(5),
                reader.GetFieldValue<DateTimeOffset>(6),
                reader.GetFieldValue<DateTimeOffset>(7)));
        }

        return codes;
    }
}
