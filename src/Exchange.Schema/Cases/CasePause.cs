using System.ComponentModel.DataAnnotations;
using Exchange.Schema.Catalog;

namespace Exchange.Schema.Cases;

/// <summary>A time in which the clock of a case stands still or gets more time: supplement (补正), special procedure (特别程序), and the like.</summary>
public sealed record CasePause
{
    /// <summary>The key of the pause in its source.</summary>
    [MaxLength(64)]
    public string? Key { get; init; }

    /// <summary>The kind.</summary>
    [Coded(CodeSets.PauseKind)]
    public string? Kind { get; init; }

    /// <summary>What the source calls this kind.</summary>
    [MaxLength(500)]
    public string? Name { get; init; }

    /// <summary>Who applied for it.</summary>
    [MaxLength(200), Personal]
    public string? Applicant { get; init; }

    /// <summary>Why.</summary>
    [MaxLength(2000), Personal]
    public string? Reason { get; init; }

    /// <summary>The rule or approval it rests on.</summary>
    [MaxLength(2000), Personal]
    public string? Basis { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How long it may last.</summary>
    public CaseTimeLimit? Limit { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What came of it.</summary>
    [MaxLength(2000), Personal]
    public string? Result { get; init; }

    /// <summary>The handler's opinion.</summary>
    [MaxLength(2000), Personal]
    public string? Opinion { get; init; }

    /// <summary>Who handled it.</summary>
    [MaxLength(100), Personal]
    public string? Handler { get; init; }

    /// <summary>The department that handled it.</summary>
    public CaseDepartment? Department { get; init; }

    /// <summary>The codes and texts of the source beside the canonical ones, by the path of the field here.</summary>
    [Personal]
    public IReadOnlyDictionary<string, string>? Raw { get; init; }
}
