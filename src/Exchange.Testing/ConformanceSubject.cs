using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;

namespace Exchange.Testing;

/// <summary>A connector under test.</summary>
/// <param name="Declaration">Its declaration, placeholders resolved.</param>
public sealed record ConformanceSubject(ConnectorDeclaration Declaration)
{
    /// <summary>Makes the source; <see langword="null"/> where the system is not read.</summary>
    public Func<ConnectorDeclaration, ConnectorServices, ISourceConnector>? Source { get; init; }

    /// <summary>Makes the target; <see langword="null"/> where the system is none.</summary>
    public Func<ConnectorDeclaration, ConnectorServices, ITargetConnector>? Target { get; init; }

    /// <summary>Whether the hub asks the system; <see langword="false"/> where it pushes.</summary>
    public bool Pulls { get; init; } = true;

    /// <summary>The connector a kind makes of a declaration.</summary>
    public static ConformanceSubject Of(IConnectorKind kind, ConnectorDeclaration declaration)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(declaration);
        return new ConformanceSubject(declaration)
        {
            Source = declaration.Streams.Count > 0 ? kind.CreateSource : null,
            Target = declaration.Sink is not null ? kind.CreateTarget : null,
            Pulls = kind.Pulls,
        };
    }
}
