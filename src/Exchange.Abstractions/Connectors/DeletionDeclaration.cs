namespace Exchange.Abstractions.Connectors;

/// <summary>
/// How a stream's missing keys become deletions (<c>deletions:</c>): only after reads that list everything, provably, and with
/// bounds, because an empty or truncated listing must withdraw nothing.
/// </summary>
public sealed record DeletionDeclaration
{
    /// <summary>The largest share of the stream's known keys (0–1) that may be missing; above it nothing is deleted and the operator is told. One key always may.</summary>
    public double MaximumShare { get; init; } = 0.1;

    /// <summary>How many complete reads in a row must miss a key.</summary>
    public int Sightings { get; init; } = 2;
}
