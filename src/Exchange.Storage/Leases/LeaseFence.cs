using Exchange.Pipeline.Leases;
using Exchange.Storage.Databases;
using Npgsql;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Leases;

/// <summary>
/// The first statement of every transaction of a lease holder: it holds a key share lock on the lease row, so that the
/// lease cannot change hands before the transaction ends, and finds nothing where it already has. Renewals are not held up by it.
/// </summary>
internal static class LeaseFence
{
    private const string Sql = "select 1 from hub.lease where name = $1 and epoch = $2 and expires_at > clock_timestamp() for key share";

    public static void Add(NpgsqlBatch batch, Lease lease) => batch.Add(Sql, Text(lease.Name), Long(lease.Epoch));

    /// <summary>Reads the answer of the fence, which must be the first result.</summary>
    public static async Task CheckAsync(NpgsqlDataReader reader, Lease lease, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new LeaseLostException(lease);
        }

        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
    }
}
