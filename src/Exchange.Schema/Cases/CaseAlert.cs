using System.ComponentModel.DataAnnotations;
using Exchange.Schema.Catalog;

namespace Exchange.Schema.Cases;

/// <summary>An alert (预警, 督办) of efficiency supervision (效能监察) about a case.</summary>
public sealed record CaseAlert
{
    /// <summary>The number of the alert (监察编号) in its source.</summary>
    [MaxLength(64)]
    public string? Key { get; init; }

    /// <summary>The light: green, yellow or red.</summary>
    [Coded(CodeSets.AlertLight)]
    public string? Light { get; init; }

    /// <summary>The number of the rule (监察规则编号) that raised it, or its name.</summary>
    [MaxLength(200)]
    public string? Rule { get; init; }

    /// <summary>What is held against the case (督办内容).</summary>
    [MaxLength(2000), Personal]
    public string? Content { get; init; }

    /// <summary>When it was raised.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How many working days were left then; negative once it is overdue.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>Who supervises.</summary>
    public CaseDepartment? Authority { get; init; }

    /// <summary>The department that has to answer.</summary>
    public CaseDepartment? Department { get; init; }

    /// <summary>Whether it is still to be answered.</summary>
    [Coded(CodeSets.EventStatus)]
    public string? Status { get; init; }

    /// <summary>Who answered.</summary>
    [MaxLength(100), Personal]
    public string? Handler { get; init; }

    /// <summary>What came of it.</summary>
    [MaxLength(2000), Personal]
    public string? Result { get; init; }

    /// <summary>When it was settled.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>The codes and texts of the source beside the canonical ones, by the path of the field here.</summary>
    [Personal]
    public IReadOnlyDictionary<string, string>? Raw { get; init; }
}
