using Exchange.Abstractions.Sources;

namespace Exchange.Pipeline.Registry;

/// <summary>A new version of a case, ready to be written.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Version">Its number.</param>
/// <param name="Operation">Upsert, or delete where the case was withdrawn at its source.</param>
/// <param name="Facts">What the store keeps beside the content.</param>
/// <param name="ContentDigest">The digest of the content; of the last one where the case is withdrawn.</param>
/// <param name="Sealed">The sealed content; <see langword="null"/> where the case is withdrawn.</param>
public sealed record CaseVersion(long CaseId, int Version, RecordOperation Operation, CaseFacts Facts, byte[] ContentDigest, byte[]? Sealed);
