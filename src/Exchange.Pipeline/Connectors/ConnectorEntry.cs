using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;

namespace Exchange.Pipeline.Connectors;

/// <summary>A connector file as found: what it declares, and what is wrong with it.</summary>
/// <param name="Declaration">What it declares.</param>
/// <param name="Root">The parsed file, with its placeholders.</param>
/// <param name="File">The file.</param>
/// <param name="Problems">What is wrong with it.</param>
public sealed record ConnectorEntry(ConnectorDeclaration Declaration, ConfigMap Root, string File, IReadOnlyList<Problem> Problems)
{
    /// <summary>Whether the file may be used.</summary>
    public bool Usable => !Problems.Any(p => p.Severity == ProblemSeverity.Error);
}
