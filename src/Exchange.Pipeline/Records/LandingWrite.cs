using Exchange.Abstractions.Sources;

namespace Exchange.Pipeline.Records;

/// <summary>A raw record to land.</summary>
/// <param name="LandingId">Its id, which its sealed form is bound to.</param>
/// <param name="ContributionId">The contribution it became.</param>
/// <param name="Operation">Whether it says that its subject exists.</param>
/// <param name="Version">The time of its version at the source.</param>
/// <param name="Sealed">The sealed raw record.</param>
public sealed record LandingWrite(long LandingId, long ContributionId, RecordOperation Operation, DateTimeOffset? Version, byte[] Sealed);
