using System.Data.Common;
using Exchange.Connectors.Database.Providers;

namespace Exchange.Connectors.Database;

/// <summary>A transaction that sees the database as it was when it began.</summary>
internal sealed class SnapshotSession : IAsyncDisposable
{
    private SnapshotSession(DbConnection connection, DbTransaction transaction)
    {
        Connection = connection;
        Transaction = transaction;
    }

    public DbConnection Connection { get; }

    public DbTransaction Transaction { get; }

    /// <summary>Begins one; its first statement fixes what it sees.</summary>
    public static async Task<SnapshotSession> BeginAsync(DatabaseClient client, string place, CancellationToken cancellationToken)
    {
        DbConnection? connection = null;
        try
        {
            connection = await client.OpenAsync(writes: false, cancellationToken);
            return new SnapshotSession(connection, await connection.BeginTransactionAsync(client.Provider.Snapshot, cancellationToken));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }

            throw FaultText.Explain(exception, client.Provider, place);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Transaction.DisposeAsync();
        }
        catch (DbException)
        {
            // The connection is gone, and the transaction with it.
        }

        await Connection.DisposeAsync();
    }
}
