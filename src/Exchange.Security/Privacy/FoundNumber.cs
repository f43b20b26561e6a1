namespace Exchange.Security.Privacy;

/// <summary>A personal number within a run.</summary>
/// <param name="First">The index of its first digit.</param>
/// <param name="Last">The index of its last digit.</param>
/// <param name="KeepFirst">How many digits stay at its beginning.</param>
/// <param name="KeepLast">How many digits stay at its end.</param>
internal readonly record struct FoundNumber(int First, int Last, int KeepFirst, int KeepLast);
