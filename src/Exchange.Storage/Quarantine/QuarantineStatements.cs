using Exchange.Abstractions.Sources;
using Exchange.Pipeline.Records;
using Exchange.Storage.Databases;
using Npgsql;
using NpgsqlTypes;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Quarantine;

/// <summary>Opens and closes quarantine entries in the transaction of a batch.</summary>
internal static class QuarantineStatements
{
    private const string Open = """
        insert into hub.quarantine as q (quarantine_id, stream_id, source_key, case_key, operation, source_version, errors, raw, last_run_id)
        select u.id, $1, u.key, u.case_key, u.operation, u.version, u.errors, u.raw, $2
        from unnest($3::bigint[], $4::text[], $5::text[], $6::smallint[], $7::timestamptz[], $8::jsonb[], $9::bytea[])
            as u (id, key, case_key, operation, version, errors, raw)
        on conflict (stream_id, source_key) where state = 0 and stream_id is not null do update
            set case_key = excluded.case_key, operation = excluded.operation, source_version = excluded.source_version, errors = excluded.errors,
                raw = excluded.raw, last_run_id = excluded.last_run_id, times_seen = q.times_seen + 1, last_seen = clock_timestamp()
            where not coalesce(excluded.source_version < q.source_version, false)
        """;

    private const string Close = """
        update hub.quarantine q set state = 1, closed_at = clock_timestamp(), closed_by = 'hub', closed_reason = 'a good record'
        from unnest($2::text[], $3::timestamptz[]) as g (key, version)
        where q.stream_id = $1 and q.source_key = g.key collate "C" and q.state = 0 and not coalesce(g.version < q.source_version, false)
        """;

    public static void Add(NpgsqlBatch batch, BatchWrite write)
    {
        if (write.Good.Count > 0)
        {
            batch.Add(Close, Int(write.Stream.StreamId), Texts(write.Good.Select(g => g.Key)), Times(write.Good.Select(g => g.Version)));
        }

        var entries = write.Quarantine;
        if (entries.Count == 0)
        {
            return;
        }

        batch.Add(
            Open,
            Int(write.Stream.StreamId),
            Long(write.Run.RunId),
            Longs(entries.Select(e => e.QuarantineId)),
            Texts(entries.Select(e => e.Key)),
            Texts(entries.Select(e => e.CaseKey)),
            Smalls(entries.Select(e => (short)(e.Operation == RecordOperation.Delete ? 1 : 0))),
            Times(entries.Select(e => e.Version)),
            new NpgsqlParameter { Value = entries.Select(e => FieldErrorsJson.Write(e.Errors)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
            Blobs(entries.Select(e => e.Sealed)));
    }
}
