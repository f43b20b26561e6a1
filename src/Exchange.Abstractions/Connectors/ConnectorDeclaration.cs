using Exchange.Abstractions.Configuration;

namespace Exchange.Abstractions.Connectors;

/// <summary>A connector file: what every kind has, read; what belongs to the kind, as nodes.</summary>
public sealed record ConnectorDeclaration
{
    /// <summary>The system's id: lower-case letters, digits and dashes.</summary>
    public required string Id { get; init; }

    /// <summary>The system's name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>Who owns the system.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The kind of connector.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether the system pushes to the hub instead of being asked; set by the hub from the kind.</summary>
    public bool Pushes { get; init; }

    /// <summary>The time zone of the system's clock and of every time it writes without one.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>The parts of a case this system has the last word on.</summary>
    public IReadOnlyList<string> Authority { get; init; } = [];

    /// <summary>The <c>settings</c> node; a kind reads it. <c>budget</c> in it is read by the hub.</summary>
    public required ConfigMap Settings { get; init; }

    /// <summary>The request budget of the system.</summary>
    public RequestBudget Budget { get; init; } = new();

    /// <summary>The streams to read.</summary>
    public IReadOnlyList<StreamDeclaration> Streams { get; init; } = [];

    /// <summary>The sink, where the system is a target.</summary>
    public SinkDeclaration? Sink { get; init; }

    /// <summary>What the file says about its own tests.</summary>
    public ConformanceDeclaration Conformance { get; init; } = new();

    /// <summary>The connector file.</summary>
    public required SourceLocation Location { get; init; }
}
