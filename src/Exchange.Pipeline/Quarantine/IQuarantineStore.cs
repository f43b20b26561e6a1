namespace Exchange.Pipeline.Quarantine;

/// <summary>Keeps records that could not be mapped and versions that targets refused.</summary>
public interface IQuarantineStore
{
    /// <summary>How many entries are open, and their groups by cause, the largest first.</summary>
    Task<(long Total, IReadOnlyList<QuarantineGroup> Groups)> GroupAsync(QuarantineFilter filter, CancellationToken cancellationToken);

    /// <summary>Open entries in the order of their ids.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">Only entries with a larger id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<QuarantineEntry>> ReadAsync(QuarantineFilter filter, long after, CancellationToken cancellationToken);

    /// <summary>Closes entries as overtaken by something newer.</summary>
    Task CloseSupersededAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken);

    /// <summary>Closes entries as given up by a person; the records stay for the time of retention.</summary>
    Task<long> DiscardAsync(QuarantineFilter filter, string actor, string reason, CancellationToken cancellationToken);

    /// <summary>
    /// Puts refused versions back into the outbox and closes their entries; one that a newer version has passed is closed as
    /// superseded.
    /// </summary>
    /// <returns>How many went back, and how many were superseded.</returns>
    Task<(int Released, int Superseded)> ReleaseRefusedAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken);
}
