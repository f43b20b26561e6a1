using Exchange.Pipeline.Drift;
using Exchange.Storage.Databases;
using Npgsql;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Drift;

/// <summary>The shape of streams on PostgreSQL.</summary>
/// <param name="database">The hub's database.</param>
public sealed class DriftStore(HubDatabase database) : IDriftStore
{
    private const string Accepted = """
        select kind, field, value, detail, example, action from hub.drift where stream_id = $1 and accepted_at is not null
        """;

    private const string List = """
        select d.drift_id, y.id || '/' || s.name, d.kind, d.field, d.value, d.example, d.action, d.count, d.first_seen, d.last_seen, d.accepted_by
        from hub.drift d join hub.stream s on s.stream_id = d.stream_id join hub.system y on y.system_id = s.system_id
        where ($1::text is null or y.id = $1 or y.id || '/' || s.name = $1) and ($2 or d.accepted_at is null)
        order by d.last_seen desc, d.drift_id limit 1000
        """;

    private const string Accept = """
        update hub.drift set accepted_at = clock_timestamp(), accepted_by = $2 where drift_id = any($1) and accepted_at is null
        """;

    /// <inheritdoc/>
    public async Task<(string? Shape, IReadOnlyList<DriftNote> Accepted)> ReadAsync(int streamId, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("select shape::text from hub.stream_shape where stream_id = $1", Int(streamId));
        batch.Add(Accepted, Int(streamId));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var shape = await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? reader.GetString(0) : null;
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var accepted = new List<DriftNote>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            accepted.Add(new DriftNote(
                (DriftKind)reader.GetInt16(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.GetString(4), (DriftAction)reader.GetInt16(5)));
        }

        return (shape, accepted);
    }

    /// <inheritdoc/>
    public async Task RaiseAsync(int streamId, IReadOnlyList<DriftCount> notes, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(DriftStatements.Raise).With(DriftStatements.Parameters(streamId, notes));
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DriftEntry>> ListAsync(string? stream, bool accepted, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(List).With(Text(stream), Flag(accepted));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var entries = new List<DriftEntry>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            entries.Add(new DriftEntry(
                reader.GetInt64(0),
                reader.GetString(1),
                (DriftKind)reader.GetInt16(2),
                reader.GetString(3),
                reader.GetString(4),
                reader.GetString(5),
                (DriftAction)reader.GetInt16(6),
                reader.GetInt64(7),
                reader.GetFieldValue<DateTimeOffset>(8),
                reader.GetFieldValue<DateTimeOffset>(9),
                reader.IsDBNull(10) ? null : reader.GetString(10)));
        }

        return entries;
    }

    /// <inheritdoc/>
    public async Task<int> AcceptAsync(IReadOnlyList<long> ids, string actor, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Accept).With(Longs(ids), Text(actor));
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
