namespace Exchange.Pipeline.Registry;

/// <summary>A live contribution with its content in clear, for assembling a case.</summary>
/// <param name="Part">The part of a case it is.</param>
/// <param name="Source">The stream it came from.</param>
/// <param name="Authority">The parts of a case its system has the last word on.</param>
/// <param name="Key">The stored form of its source key.</param>
/// <param name="Version">The time of its version at the source.</param>
/// <param name="Content">Its content: a partial case document.</param>
internal sealed record OpenContribution(
    string Part, string Source, IReadOnlyList<string> Authority, string Key, DateTimeOffset? Version, ReadOnlyMemory<byte> Content);
