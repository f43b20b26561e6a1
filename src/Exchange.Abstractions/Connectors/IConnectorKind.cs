using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;

namespace Exchange.Abstractions.Connectors;

/// <summary>A way of talking to systems: checks the options of its connector files and makes connectors from them.</summary>
public interface IConnectorKind
{
    /// <summary>
    /// Checks the options that belong to the kind (<c>settings</c>, the kind's keys of each stream, <c>sink</c>), reporting all
    /// problems at once. Placeholders such as <c>${secret:x}</c> are not resolved yet. Opens nothing.
    /// </summary>
    void Validate(ConnectorDeclaration declaration, ProblemList problems);

    /// <summary>Makes a connector that reads the declared streams; opens nothing yet.</summary>
    /// <param name="declaration">A valid declaration whose placeholders are resolved.</param>
    /// <param name="services">What the hub provides.</param>
    ISourceConnector CreateSource(ConnectorDeclaration declaration, ConnectorServices services);

    /// <summary>Makes a connector that writes to the declared sink; opens nothing yet.</summary>
    /// <param name="declaration">A valid declaration with a sink, whose placeholders are resolved.</param>
    /// <param name="services">What the hub provides.</param>
    ITargetConnector CreateTarget(ConnectorDeclaration declaration, ConnectorServices services);

    /// <summary>
    /// The JSON Schema (2020-12) of the kind's own options, with <c>$defs</c> <c>settings</c>, <c>stream</c> and <c>sink</c>, each
    /// property described; the option reference and the editors' schema are made from it. <see langword="null"/> where a
    /// coded kind has no options of its own.
    /// </summary>
    string? OptionsSchema => null;

    /// <summary>Whether the hub asks this kind's systems on a schedule; <see langword="false"/> where they push to the hub.</summary>
    bool Pulls => true;
}
