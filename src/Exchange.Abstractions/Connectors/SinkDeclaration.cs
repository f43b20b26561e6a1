using Exchange.Abstractions.Configuration;

namespace Exchange.Abstractions.Connectors;

/// <summary>The sink of a connector file: what every kind has, read; what belongs to the kind, in <see cref="Node"/>.</summary>
public sealed record SinkDeclaration
{
    /// <summary>The keys every sink may have; a kind allows these and reads its own.</summary>
    public static readonly string[] CommonKeys = ["subscribe", "when", "mapping", "schedule", "batch", "capabilities", "lateAfter", "after"];

    /// <summary>The parts of a case whose change is sent; empty for all.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Conditions on the case (<c>department.code in …</c>); all must hold.</summary>
    public IReadOnlyList<SinkCondition> Where { get; init; } = [];

    /// <summary>Whether a case that names a parent (<c>parentCaseNo</c>) waits until the target has taken the parent (<c>after: parent</c>).</summary>
    public bool AfterParent { get; init; }

    /// <summary>The id of the outbound mapping; <see langword="null"/> sends the shared schema as it is.</summary>
    public string? Mapping { get; init; }

    /// <summary>When to deliver: a cron expression of five fields.</summary>
    public string Schedule { get; init; } = "* * * * *";

    /// <summary>How many items a request carries.</summary>
    public int Batch { get; init; } = 200;

    /// <summary>What the target can do.</summary>
    public TargetCapabilities Capabilities { get; init; } = new();

    /// <summary>The whole node of the sink, for the kind's own keys.</summary>
    public required ConfigMap Node { get; init; }
}
