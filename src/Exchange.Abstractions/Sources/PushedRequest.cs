namespace Exchange.Abstractions.Sources;

/// <summary>A request that a system sent to the hub.</summary>
/// <param name="Stream">The stream's name.</param>
/// <param name="Headers">Its headers, by name without regard to case.</param>
/// <param name="Query">Its query parameters.</param>
/// <param name="Body">Its body.</param>
/// <param name="ReceivedAt">When it came.</param>
public sealed record PushedRequest(
    string Stream,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, string> Query,
    ReadOnlyMemory<byte> Body,
    DateTimeOffset ReceivedAt);
