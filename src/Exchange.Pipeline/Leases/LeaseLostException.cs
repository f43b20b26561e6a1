namespace Exchange.Pipeline.Leases;

/// <summary>The lease went to another holder: the work stops, and its last transaction was not committed.</summary>
/// <param name="lease">The lease that was lost.</param>
public sealed class LeaseLostException(Lease lease) : Exception($"The lease '{lease.Name}' (epoch {lease.Epoch}) was taken by another holder.")
{
    /// <summary>The lease that was lost.</summary>
    public Lease Lease { get; } = lease;
}
