using System.ComponentModel.DataAnnotations;
namespace Exchange.Schema.Cases;

/// <summary>The department that handles a case.</summary>
public sealed record CaseDepartment
{
    /// <summary>Its unified social credit code, or its local code.</summary>
    [MaxLength(64)]
    public string? Code { get; init; }

    /// <summary>Its name.</summary>
    [MaxLength(200)]
    public string? Name { get; init; }
}
