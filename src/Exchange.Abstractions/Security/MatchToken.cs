namespace Exchange.Abstractions.Security;

/// <summary>A keyed digest of a normalised value, by which cases of the same person are found without opening them.</summary>
/// <param name="Kind">What was digested: a document, a phone or a name.</param>
/// <param name="Value">The digest.</param>
public sealed record MatchToken(DigestPurpose Kind, byte[] Value);
