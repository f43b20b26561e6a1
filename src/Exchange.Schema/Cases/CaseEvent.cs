using System.ComponentModel.DataAnnotations;
using Exchange.Schema.Catalog;

namespace Exchange.Schema.Cases;

/// <summary>A step of handling.</summary>
public sealed record CaseEvent
{
    /// <summary>The key of the step in its source.</summary>
    [MaxLength(64)]
    public string? Key { get; init; }

    /// <summary>The name of the step.</summary>
    [MaxLength(1000)]
    public string? Name { get; init; }

    /// <summary>What the step did.</summary>
    [Coded(CodeSets.EventAction)]
    public string? Action { get; init; }

    /// <summary>When the step began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the step ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who handled it.</summary>
    [MaxLength(100), Personal]
    public string? Handler { get; init; }

    /// <summary>The handler's opinion.</summary>
    [MaxLength(2000), Personal]
    public string? Opinion { get; init; }

    /// <summary>The department that handled it.</summary>
    public CaseDepartment? Department { get; init; }

    /// <summary>Whether it is still to be done.</summary>
    [Coded(CodeSets.EventStatus)]
    public string? Status { get; init; }

    /// <summary>The codes and texts of the source beside the canonical ones, by the path of the field here.</summary>
    [Personal]
    public IReadOnlyDictionary<string, string>? Raw { get; init; }
}
