using Exchange.Pipeline.Leases;
using Exchange.Pipeline.Records;
using Exchange.Storage.Databases;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Records;

/// <summary>Source records and cases on PostgreSQL.</summary>
/// <param name="database">The hub's database.</param>
public sealed class RecordStore(HubDatabase database) : IRecordStore
{
    /// <inheritdoc/>
    public async Task<long> ReserveIdsAsync(int count, CancellationToken cancellationToken)
    {
        // The advisory lock makes the block contiguous: nobody who draws takes it between the two calls.
        const string Sql = """
            select setval('hub.id_seq', nextval('hub.id_seq') + $1 - 1) - $1 + 1
            from (select pg_advisory_xact_lock(7301)) locked
            """;
        await using var command = database.Source.CreateCommand(Sql).With(Long(count));
        return (long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    /// <inheritdoc/>
    public async Task<IRecordTransaction> BeginAsync(Lease lease, CancellationToken cancellationToken)
    {
        var connection = await database.Work.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            return new RecordTransaction(connection, transaction, lease);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
