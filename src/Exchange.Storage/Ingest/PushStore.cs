using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Ingest;
using Exchange.Storage.Databases;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Ingest;

/// <summary>Committed pushed requests, on PostgreSQL.</summary>
/// <param name="database">The hub's database.</param>
public sealed class PushStore(HubDatabase database) : IPushStore
{
    private const string Remember = """
        insert into hub.pushed (stream_id, replay_key) select $1, * from unnest($2::text[]) on conflict do nothing
        """;

    /// <inheritdoc/>
    public async Task<bool> IsKnownAsync(HubStream stream, string replayKey, CancellationToken cancellationToken)
    {
        await using var command = database.Work.CreateCommand("select true from hub.pushed where stream_id = $1 and replay_key = $2").With(Int(stream.StreamId), Text(replayKey));
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
    }

    /// <inheritdoc/>
    public async Task RememberAsync(HubStream stream, IReadOnlyList<string> replayKeys, CancellationToken cancellationToken)
    {
        await using var command = database.Work.CreateCommand(Remember).With(Int(stream.StreamId), Texts(replayKeys));
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task ForgetAsync(TimeSpan olderThan, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("delete from hub.pushed where at < clock_timestamp() - $1").With(Span(olderThan));
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
