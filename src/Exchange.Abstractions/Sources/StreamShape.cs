namespace Exchange.Abstractions.Sources;

/// <summary>What a stream's records look like.</summary>
/// <param name="Stream">The stream's name.</param>
/// <param name="Fields">The fields with the JSON types seen or declared, by path.</param>
public sealed record StreamShape(string Stream, IReadOnlyDictionary<string, string> Fields);
