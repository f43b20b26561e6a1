namespace Exchange.Pipeline.Deletions;

/// <summary>What a complete read did not show.</summary>
/// <param name="Held">How many keys the hub held of the stream.</param>
/// <param name="Missing">How many of them were not read.</param>
/// <param name="TooMany">Whether that is more than allowed, so that nothing was noted.</param>
/// <param name="Gone">The stored keys that were missed often enough: their records count as deleted.</param>
public sealed record MissingKeys(long Held, long Missing, bool TooMany, IReadOnlyList<string> Gone);
