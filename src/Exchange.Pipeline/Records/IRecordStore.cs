using Exchange.Pipeline.Leases;

namespace Exchange.Pipeline.Records;

/// <summary>Keeps source records and the cases derived from them.</summary>
public interface IRecordStore
{
    /// <summary>Reserves a block of ids for anything the pipeline writes.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The first id of the block.</returns>
    Task<long> ReserveIdsAsync(int count, CancellationToken cancellationToken);

    /// <summary>Opens a transaction fenced by a lease.</summary>
    Task<IRecordTransaction> BeginAsync(Lease lease, CancellationToken cancellationToken);
}
