using Exchange.Abstractions.Security;

namespace Exchange.Security.Matching;

/// <summary>A keyed digest by which equal documents, phones or names are found without being stored.</summary>
/// <param name="Kind">Document, phone or name.</param>
/// <param name="Token">The digest.</param>
public sealed record MatchToken(DigestPurpose Kind, byte[] Token);
