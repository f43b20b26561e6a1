using System.Runtime.CompilerServices;
using Exchange.Storage.Databases;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Records;

/// <summary>Reads landed raw records, sealed as they are.</summary>
/// <param name="database">The hub's database.</param>
public sealed class LandedRecords(HubDatabase database)
{
    // The ids are sorted without the records: those stand outside of their rows.
    private const string Last = """
        with last as (
            select l.landing_id, l.landed_at from hub.landing l join hub.contribution c on c.contribution_id = l.contribution_id
            where c.stream_id = $1 and l.operation = 0 order by l.landed_at desc, l.landing_id desc limit $2)
        select l.landing_id, l.raw from last join hub.landing l on l.landing_id = last.landing_id and l.landed_at = last.landed_at
        """;

    /// <summary>The last records of a stream that were landed, in no order.</summary>
    /// <param name="streamId">The stream.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async IAsyncEnumerable<(long LandingId, byte[] Sealed)> LastAsync(int streamId, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Last).With(Int(streamId), Int(count));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
        }
    }
}
