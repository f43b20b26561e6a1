using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Leases;
using Exchange.Pipeline.Runs;
using Exchange.Storage.Databases;
using Exchange.Storage.Leases;
using Npgsql;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Runs;

/// <summary>Runs on PostgreSQL.</summary>
/// <param name="database">The hub's database.</param>
/// <param name="node">The name of this node.</param>
public sealed class RunStore(HubDatabase database, string node) : IRunStore
{
    private const string MarkLost = "update hub.run set state = 4, finished_at = clock_timestamp() where stream_id = $1 and state = 0";

    private const string Start = """
        insert into hub.run (run_id, started_at, stream_id, kind, node, state, cursor_from)
        select nextval('hub.run_seq'), clock_timestamp(), s.stream_id, $2, $3, 0, s.cursor from hub.stream s where s.stream_id = $1
        returning run_id, started_at, cursor_from
        """;

    private const string Finish = """
        update hub.run set state = $3, finished_at = clock_timestamp(), cursor_to = $4, failure_kind = $5, failure = $6, notices = $7
        where run_id = $1 and started_at = $2 and state = 0
        """;

    /// <inheritdoc/>
    public async Task<StreamPosition> StartAsync(HubStream stream, Lease lease, RunKind kind, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection, transaction);
        LeaseFence.Add(batch, lease);
        batch.Add("select paused from hub.stream where stream_id = $1", Int(stream.StreamId));
        batch.Add(MarkLost, Int(stream.StreamId));
        batch.Add(Start, Int(stream.StreamId), Int((int)kind), Text(node));
        StreamPosition position;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false))
        {
            await LeaseFence.CheckAsync(reader, lease, cancellationToken).ConfigureAwait(false);
            await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var paused = reader.GetBoolean(0);
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            position = new StreamPosition(
                reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), await reader.IsDBNullAsync(2, cancellationToken).ConfigureAwait(false) ? null : reader.GetString(2), paused);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return position;
    }

    /// <inheritdoc/>
    public async Task FinishAsync(StreamPosition run, RunReport report, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Finish).With(
            Long(run.RunId),
            Time(run.StartedAt),
            Int((int)report.State),
            Text(report.Cursor),
            Text(report.Failure?.Kind.ToString().ToLowerInvariant()),
            Text(report.Failure?.Message),
            Texts(report.Notices));
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
