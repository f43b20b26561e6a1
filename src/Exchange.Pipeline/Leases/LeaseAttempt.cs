namespace Exchange.Pipeline.Leases;

/// <summary>The outcome of asking for a lease.</summary>
/// <param name="Lease">The lease, or <see langword="null"/> where someone else holds it.</param>
/// <param name="HeldBy">Who holds it, where someone else does.</param>
public sealed record LeaseAttempt(Lease? Lease, string? HeldBy);
