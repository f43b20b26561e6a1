using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Registry;

namespace Exchange.Pipeline.Records;

/// <summary>
/// One transaction of a run. Its lease is locked and compared in it, so that a holder who was taken for dead commits nothing.
/// Disposing it without a commit leaves no trace.
/// </summary>
public interface IRecordTransaction : IAsyncDisposable
{
    /// <summary>What the hub holds of some records, by stored key.</summary>
    /// <exception cref="Leases.LeaseLostException">Another holder has the lease.</exception>
    Task<IReadOnlyDictionary<string, KnownRecord>> FindRecordsAsync(HubStream stream, IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>
    /// Locks cases in the order of their ids and reads them with everything that contributes to them. A key not known yet is
    /// taken for the case that is to be added; where another run is adding it, this one waits for that and finds it.
    /// </summary>
    /// <param name="stream">The stream whose system the keys belong to.</param>
    /// <param name="keys">Stored case keys; those of cases to be added are missing from the result.</param>
    /// <param name="newIds">The id of the case to add for each key that is not known.</param>
    /// <param name="caseIds">Further cases, by id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<CaseState>> LockCasesAsync(HubStream stream, IReadOnlyList<string> keys, IReadOnlyList<long> newIds, IReadOnlyList<long> caseIds, CancellationToken cancellationToken);

    /// <summary>Writes everything and commits.</summary>
    /// <exception cref="WriteConflictException">Another run wrote the same case first: do the batch again.</exception>
    Task CommitAsync(BatchWrite write, CancellationToken cancellationToken);
}
