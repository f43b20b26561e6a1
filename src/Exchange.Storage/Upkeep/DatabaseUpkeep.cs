using Exchange.Pipeline.Upkeep;
using Exchange.Storage.Databases;
using Exchange.Storage.Migrations;
using Npgsql;

namespace Exchange.Storage.Upkeep;

/// <summary>Upkeep of the hub's tables.</summary>
/// <param name="database">The hub's database.</param>
public sealed class DatabaseUpkeep(HubDatabase database) : IUpkeep
{
    /// <inheritdoc/>
    public async Task<bool> MakeRoomAsync(CancellationToken cancellationToken)
    {
        try
        {
            await new Migrator(database).MakeRoomAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }
}
