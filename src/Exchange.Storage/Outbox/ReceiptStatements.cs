using Exchange.Abstractions.Sources;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Delivery;
using Exchange.Storage.Databases;
using Exchange.Storage.Quarantine;
using Npgsql;
using NpgsqlTypes;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Outbox;

/// <summary>Writes what became of claimed versions: receipts, what the target holds now, refusals, and what is tried again.</summary>
internal static class ReceiptStatements
{
    private const string AddReceipts = """
        insert into hub.receipt (target_id, case_id, version, attempt, verdict, idempotency_key, code, message, platform_id)
        select $1, * from unnest($2::bigint[], $3::int[], $4::int[], $5::smallint[], $6::text[], $7::text[], $8::text[], $9::text[])
        """;

    private const string NoteHeld = """
        insert into hub.target_case as t (target_id, case_id, version, operation, content_digest, platform_id)
        select $1, * from unnest($2::bigint[], $3::int[], $4::smallint[], $5::bytea[], $6::text[])
        on conflict (target_id, case_id) do update
            set version = excluded.version, operation = excluded.operation, content_digest = excluded.content_digest,
                platform_id = coalesce(excluded.platform_id, t.platform_id), changed_at = clock_timestamp()
            where t.version < excluded.version
        """;

    private const string RemoveDone = """
        delete from hub.outbox o using unnest($2::bigint[], $3::int[]) as d (case_id, version)
        where o.target_id = $1 and o.case_id = d.case_id and o.version = d.version
        """;

    private const string KeepOthers = """
        update hub.outbox o
        set state = u.state, due_at = clock_timestamp() + u.delay, attempts = o.attempts + u.attempted, uncertain = u.uncertain,
            last_code = coalesce(u.code, o.last_code), last_message = coalesce(u.message, o.last_message)
        from unnest($2::bigint[], $3::int[], $4::smallint[], $5::interval[], $6::int[], $7::boolean[], $8::text[], $9::text[])
            as u (case_id, version, state, delay, attempted, uncertain, code, message)
        where o.target_id = $1 and o.case_id = u.case_id and o.version = u.version
        """;

    private const string Refuse = """
        insert into hub.quarantine as q (quarantine_id, target_id, case_id, version, errors)
        select nextval('hub.id_seq'), $1, u.* from unnest($2::bigint[], $3::int[], $4::jsonb[]) u, (select pg_advisory_xact_lock(7301)) locked
        on conflict (target_id, case_id) where state = 0 and target_id is not null do update
            set version = excluded.version, errors = excluded.errors, times_seen = q.times_seen + 1, last_seen = clock_timestamp()
        """;

    // A newer version may have come while this one was on the wire: the refused one is then never sent again.
    private const string PassRefused = """
        with passed as (
            delete from hub.outbox o using unnest($2::bigint[]) as d (case_id)
            where o.target_id = $1 and o.case_id = d.case_id and o.state = 2
                and (exists (select 1 from hub.outbox n where n.target_id = $1 and n.case_id = o.case_id and n.version > o.version)
                    or exists (select 1 from hub.target_case t where t.target_id = $1 and t.case_id = o.case_id and t.version > o.version))
            returning o.case_id, o.version)
        update hub.quarantine q set state = 2, closed_at = clock_timestamp(), closed_by = 'hub', closed_reason = 'a newer version'
        from passed p where q.target_id = $1 and q.case_id = p.case_id and q.version <= p.version and q.state = 0
        """;

    public static void Add(NpgsqlBatch batch, HubTarget target, IReadOnlyList<DeliveryReceipt> receipts)
    {
        var id = target.TargetId;
        var kept = receipts.Where(r => r.Verdict is not DeliveryVerdict.Later).ToArray();
        if (kept.Length > 0)
        {
            batch.Add(
                AddReceipts,
                Int(id),
                Longs(kept.Select(r => r.Claim.CaseId)),
                Ints(kept.Select(r => r.Claim.Version)),
                Ints(kept.Select(r => r.Claim.Attempts + 1)),
                Smalls(kept.Select(r => (short)r.Verdict)),
                Texts(kept.Select(r => r.Key)),
                Texts(kept.Select(r => r.Code)),
                Texts(kept.Select(r => r.Message)),
                Texts(kept.Select(r => r.PlatformId)));
        }

        AddHeld(batch, id, [.. receipts.Where(r => r.Verdict is DeliveryVerdict.Delivered or DeliveryVerdict.Repeated)]);
        AddOthers(batch, id, [.. receipts.Where(r => r.Verdict is not (DeliveryVerdict.Delivered or DeliveryVerdict.Repeated))]);
        var refused = receipts.Where(r => r.Verdict is DeliveryVerdict.Rejected).ToArray();
        if (refused.Length > 0)
        {
            batch.Add(
                Refuse,
                Int(id),
                Longs(refused.Select(r => r.Claim.CaseId)),
                Ints(refused.Select(r => r.Claim.Version)),
                new NpgsqlParameter { Value = refused.Select(r => FieldErrorsJson.Write(r.Errors)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        }

        var later = kept.Where(r => r.Claim.Version > 1 || r.Verdict is DeliveryVerdict.Rejected).ToArray();
        if (later.Length > 0)
        {
            batch.Add(PassRefused, Int(id), Longs(later.Select(r => r.Claim.CaseId)));
        }
    }

    private static void AddHeld(NpgsqlBatch batch, int id, DeliveryReceipt[] done)
    {
        if (done.Length == 0)
        {
            return;
        }

        batch.Add(
            NoteHeld,
            Int(id),
            Longs(done.Select(r => r.Claim.CaseId)),
            Ints(done.Select(r => r.Claim.Version)),
            Smalls(done.Select(r => (short)(r.Claim.Operation == RecordOperation.Delete ? 1 : 0))),
            Blobs(done.Select(r => r.Claim.ContentDigest)),
            Texts(done.Select(r => r.PlatformId)));
        batch.Add(RemoveDone, Int(id), Longs(done.Select(r => r.Claim.CaseId)), Ints(done.Select(r => r.Claim.Version)));
    }

    private static void AddOthers(NpgsqlBatch batch, int id, DeliveryReceipt[] others)
    {
        if (others.Length == 0)
        {
            return;
        }

        batch.Add(
            KeepOthers,
            Int(id),
            Longs(others.Select(r => r.Claim.CaseId)),
            Ints(others.Select(r => r.Claim.Version)),
            Smalls(others.Select(r => StateOf(r.Verdict))),
            Spans(others.Select(r => r.Delay)),
            Ints(others.Select(r => r.Attempted ? 1 : 0)),
            Flags(others.Select(r => r.Uncertain)),
            Texts(others.Select(r => r.Code)),
            Texts(others.Select(r => r.Message)));
    }

    private static short StateOf(DeliveryVerdict verdict) => verdict switch
    {
        DeliveryVerdict.Rejected => 2,
        DeliveryVerdict.Parked => 3,
        _ => 0,
    };
}
