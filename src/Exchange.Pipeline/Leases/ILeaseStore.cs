namespace Exchange.Pipeline.Leases;

/// <summary>Fenced leases. All times are the database's.</summary>
public interface ILeaseStore
{
    /// <summary>Takes the lease if nobody holds it or its holder's time is over.</summary>
    Task<LeaseAttempt> TryAcquireAsync(string name, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Prolongs the lease; false where another has taken it meanwhile.</summary>
    Task<bool> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Gives the lease back; does nothing where another has taken it.</summary>
    Task ReleaseAsync(Lease lease, CancellationToken cancellationToken);
}
