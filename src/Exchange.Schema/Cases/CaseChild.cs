using System.ComponentModel.DataAnnotations;
using Exchange.Schema.Catalog;

namespace Exchange.Schema.Cases;

/// <summary>A case below this one: a leg of a theme (一件事) or a case handled side by side.</summary>
public sealed record CaseChild
{
    /// <summary>The key of the child in its source.</summary>
    [MaxLength(64)]
    public string? Key { get; init; }

    /// <summary>Its number.</summary>
    [MaxLength(64)]
    public string? CaseNo { get; init; }

    /// <summary>The code of its item.</summary>
    [MaxLength(36)]
    public string? ItemCode { get; init; }

    /// <summary>The name of its item.</summary>
    [MaxLength(1000)]
    public string? ItemName { get; init; }

    /// <summary>The department that handles it.</summary>
    [MaxLength(200)]
    public string? DepartmentName { get; init; }

    /// <summary>Its state.</summary>
    [Coded(CodeSets.CaseStatus)]
    public string? Status { get; init; }

    /// <summary>When it was finished.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The codes and texts of the source beside the canonical ones, by the path of the field here.</summary>
    [Personal]
    public IReadOnlyDictionary<string, string>? Raw { get; init; }
}
