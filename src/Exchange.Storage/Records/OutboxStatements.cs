using Exchange.Pipeline.Delivery;
using Exchange.Pipeline.Records;
using Exchange.Storage.Databases;
using Npgsql;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Records;

/// <summary>Puts new versions into the outbox, in the transaction that records them.</summary>
internal static class OutboxStatements
{
    // A newer version passes one the target refused, and replaces unsent ones where the sink says so.
    private const string Clear = """
        with gone as (
            delete from hub.outbox o using unnest($1::int[], $2::bigint[], $3::int[], $4::boolean[]) as n (target_id, case_id, version, replaces)
            where o.target_id = n.target_id and o.case_id = n.case_id and o.version < n.version
                and (o.state = 2 or (o.state in (0, 4) and n.replaces and not o.uncertain))
            returning o.target_id, o.case_id, o.state)
        update hub.quarantine q set state = 2, closed_at = clock_timestamp(), closed_by = 'hub', closed_reason = 'a newer version'
        from gone g where g.state = 2 and q.target_id = g.target_id and q.case_id = g.case_id and q.state = 0
        """;

    // Sub-selects of one row each: under "or" an "exists" would be answered by hashing the whole table.
    private const string AddRows = """
        insert into hub.outbox (target_id, case_id, version, lane, department, state, waits_for, last_message)
        select n.target_id, n.case_id, n.version, n.lane, coalesce(n.department, s.department, ''), case when n.parked then 3 when n.waits_for is not null then 4 else 0 end, n.waits_for,
            case when n.parked then 'The target cannot withdraw a case: a person must act.' end
        from unnest($1::int[], $2::bigint[], $3::int[], $4::smallint[], $5::text[], $6::boolean[], $7::boolean[], $8::text[])
            as n (target_id, case_id, version, lane, department, always, parked, waits_for)
        left join hub.cases s on s.case_id = n.case_id
        where n.always
            or (select 1 from hub.target_case t where t.target_id = n.target_id and t.case_id = n.case_id and t.operation = 0) is not null
            or (select 1 from hub.outbox o where o.target_id = n.target_id and o.case_id = n.case_id limit 1) is not null
        """;

    public static void Add(NpgsqlBatch batch, BatchWrite write)
    {
        var rows = write.Outbox;
        if (rows.Count == 0)
        {
            return;
        }

        // A withdrawal is sent only where something stays that it takes back; a change also where an unsent version called for it.
        AddClearing(batch, [.. rows.Where(r => r.Version > 1 && r.Withdraws)]);
        batch.Add(
            AddRows,
            Ints(rows.Select(r => r.TargetId)),
            Longs(rows.Select(r => r.CaseId)),
            Ints(rows.Select(r => r.Version)),
            Smalls(rows.Select(r => (short)r.Lane)),
            Texts(rows.Select(r => r.Department)),
            Flags(rows.Select(r => r.Always)),
            Flags(rows.Select(r => r.Parked)),
            Texts(rows.Select(r => r.WaitsFor)));
        AddClearing(batch, [.. rows.Where(r => r.Version > 1 && !r.Withdraws)]);
    }

    private static void AddClearing(NpgsqlBatch batch, OutboxWrite[] rows)
    {
        if (rows.Length > 0)
        {
            batch.Add(
                Clear,
                Ints(rows.Select(r => r.TargetId)),
                Longs(rows.Select(r => r.CaseId)),
                Ints(rows.Select(r => r.Version)),
                Flags(rows.Select(r => r.ReplacesUnsent)));
        }
    }
}
