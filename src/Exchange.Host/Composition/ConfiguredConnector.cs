using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Pipeline.Connectors;

namespace Exchange.Host.Composition;

/// <summary>A connector file with its placeholders resolved, or what is missing for that.</summary>
/// <param name="Entry">The file.</param>
/// <param name="Resolved">The resolved declaration; <see langword="null"/> where the system is not configured.</param>
/// <param name="Missing">What keeps it from being used.</param>
internal sealed record ConfiguredConnector(ConnectorEntry Entry, ConnectorDeclaration? Resolved, IReadOnlyList<Problem> Missing)
{
    /// <summary>The system's id.</summary>
    public string Id => Entry.Declaration.Id;
}
