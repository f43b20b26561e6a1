using System.ComponentModel.DataAnnotations;
using Exchange.Schema.Catalog;

namespace Exchange.Schema.Cases;

/// <summary>What was decided.</summary>
public sealed record CaseResult
{
    /// <summary>What became of the application.</summary>
    [Coded(CodeSets.Outcome)]
    public string? Outcome { get; init; }

    /// <summary>When it was decided.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The result in words.</summary>
    [MaxLength(2000), Personal]
    public string? Description { get; init; }

    /// <summary>The name of the licence issued.</summary>
    [MaxLength(256)]
    public string? CertificateName { get; init; }

    /// <summary>The number of the licence issued.</summary>
    [MaxLength(2000), Personal]
    public string? CertificateNo { get; init; }

    /// <summary>Who issued it: the department that decided or sealed.</summary>
    public CaseDepartment? Issuer { get; init; }

    /// <summary>The first day the licence is valid.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The last day the licence is valid; 2099-12-31 for a long-term one.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Who decided.</summary>
    [MaxLength(100), Personal]
    public string? Handler { get; init; }

    /// <summary>Whether the result is sent to the applicant.</summary>
    public bool? Delivered { get; init; }

    /// <summary>Whether a fee was charged.</summary>
    public bool? Charged { get; init; }

    /// <summary>The codes and texts of the source beside the canonical ones, by the path of the field here.</summary>
    [Personal]
    public IReadOnlyDictionary<string, string>? Raw { get; init; }
}
