using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Deletions;
using Exchange.Pipeline.Leases;
using Exchange.Pipeline.Runs;
using Exchange.Storage.Databases;
using Exchange.Storage.Leases;
using Npgsql;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Deletions;

/// <summary>Keys that complete reads did not show, on PostgreSQL.</summary>
/// <param name="database">The hub's database.</param>
public sealed class DeletionStore(HubDatabase database) : IDeletionStore
{
    // What the run has seen stands in its pages; the pages of a run are younger than it.
    private const string Compare = """
        with seen as materialized (
            select k.key from hub.run_page p, unnest(p.mapped || p.unchanged || p.waiting || p.superseded || p.excluded || p.quarantined) as k (key)
            where p.run_id = $1 and p.committed_at >= $2),
        missing as materialized (
            select c.source_key from hub.contribution c
            where c.stream_id = $3 and not c.deleted and not exists (select 1 from seen s where s.key = c.source_key)),
        verdict as materialized (
            select v.held, v.missing, v.missing > greatest(1, floor(v.held * $4)) as too_many
            from (select (select count(*) from hub.contribution c where c.stream_id = $3 and not c.deleted) as held, (select count(*) from missing) as missing) v),
        back as (
            delete from hub.missing_key m using seen s, verdict v where not v.too_many and m.stream_id = $3 and m.source_key = s.key),
        noted as (
            insert into hub.missing_key as m (stream_id, source_key, sightings)
            select $3, g.source_key, 1 from missing g, verdict v where not v.too_many
            on conflict (stream_id, source_key) do update set sightings = m.sightings + 1, missed_at = clock_timestamp()
            returning source_key, sightings)
        select v.held, v.missing, v.too_many, coalesce((select array_agg(n.source_key order by n.source_key) from noted n where n.sightings >= $5), '{}') from verdict v
        """;

    /// <inheritdoc/>
    public async Task<MissingKeys> CompareAsync(HubStream stream, StreamPosition run, Lease lease, double maximumShare, int sightings, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection, transaction);
        LeaseFence.Add(batch, lease);
        batch.Add(Compare, Long(run.RunId), Time(run.StartedAt), Int(stream.StreamId), Number(maximumShare), Int(sightings));
        MissingKeys found;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false))
        {
            await LeaseFence.CheckAsync(reader, lease, cancellationToken).ConfigureAwait(false);
            await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            found = new MissingKeys(reader.GetInt64(0), reader.GetInt64(1), reader.GetBoolean(2), reader.GetFieldValue<string[]>(3));
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return found;
    }
}
