using Exchange.Pipeline.Drift;
using Exchange.Pipeline.Records;
using Exchange.Storage.Databases;
using Npgsql;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Drift;

/// <summary>What a batch says about the shape of its stream.</summary>
internal static class DriftStatements
{
    // A source that uses values as names cannot fill the table: past a thousand only what is known is counted.
    public const string Raise = """
        insert into hub.drift as d (stream_id, kind, field, value, detail, example, action, count)
        select $1, u.kind, u.field, u.value, u.detail, u.example, u.action, u.count
        from unnest($2::smallint[], $3::text[], $4::text[], $5::int[], $6::text[], $7::smallint[], $8::int[])
            as u (kind, field, value, detail, example, action, count)
        where (select count(*) from hub.drift n where n.stream_id = $1) < 1000
            or (select 1 from hub.drift k where k.stream_id = $1 and k.kind = u.kind and k.field = u.field collate "C" and k.value = u.value collate "C") is not null
        order by u.kind, u.field collate "C", u.value collate "C"
        on conflict (stream_id, kind, field, value) do update set
            count = d.count + excluded.count, last_seen = clock_timestamp(), action = excluded.action, detail = d.detail | excluded.detail,
            accepted_at = case when d.detail | excluded.detail = d.detail then d.accepted_at end,
            accepted_by = case when d.detail | excluded.detail = d.detail then d.accepted_by end
        """;

    private const string Learn = """
        insert into hub.stream_shape (stream_id, shape) values ($1, $2::jsonb)
        on conflict (stream_id) do update set shape = excluded.shape, changed_at = clock_timestamp()
        """;

    public static void Add(NpgsqlBatch batch, BatchWrite write)
    {
        if (write.Shape is not null)
        {
            batch.Add(Learn, Int(write.Stream.StreamId), Text(write.Shape));
        }

        if (write.Drift.Count > 0)
        {
            batch.Add(Raise, Parameters(write.Stream.StreamId, write.Drift));
        }
    }

    public static NpgsqlParameter[] Parameters(int streamId, IReadOnlyList<DriftCount> notes) =>
    [
        Int(streamId),
        Smalls(notes.Select(n => (short)n.Note.Kind)),
        Texts(notes.Select(n => n.Note.Field)),
        Texts(notes.Select(n => n.Note.Value)),
        Ints(notes.Select(n => n.Note.Detail)),
        Texts(notes.Select(n => n.Note.Example)),
        Smalls(notes.Select(n => (short)n.Note.Action)),
        Ints(notes.Select(n => n.Count)),
    ];
}
