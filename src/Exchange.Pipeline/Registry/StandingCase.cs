namespace Exchange.Pipeline.Registry;

/// <summary>The newest content of a case that is not withdrawn.</summary>
/// <param name="CaseId">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sealed">The content, sealed as <see cref="SealedPlace.Version"/> says.</param>
/// <param name="Systems">The systems that have a key of it.</param>
/// <param name="ChangedAt">When it was last changed.</param>
public sealed record StandingCase(long CaseId, int Version, byte[] Sealed, IReadOnlyList<string> Systems, DateTimeOffset ChangedAt);
