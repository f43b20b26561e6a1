using System.ComponentModel.DataAnnotations;
namespace Exchange.Schema.Cases;

/// <summary>The region a case belongs to.</summary>
public sealed record CaseRegion
{
    /// <summary>Its code: 6, 9 or 12 digits.</summary>
    [MaxLength(12)]
    public string? Code { get; init; }

    /// <summary>Its name.</summary>
    [MaxLength(100)]
    public string? Name { get; init; }
}
