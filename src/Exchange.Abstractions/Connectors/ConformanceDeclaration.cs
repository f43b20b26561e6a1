namespace Exchange.Abstractions.Connectors;

/// <summary>What a connector file says about its own tests (<c>conformance:</c>).</summary>
public sealed record ConformanceDeclaration
{
    /// <summary>The checks left out, each with its reason.</summary>
    public IReadOnlyList<ConformanceSkip> Skip { get; init; } = [];

    /// <summary>
    /// A program that makes rows appear late at a test system, beside the connector file; it is given the stream and the time
    /// (ISO) of the row and prints the source keys of what it added. <see langword="null"/> where there is none.
    /// </summary>
    public string? Late { get; init; }
}
