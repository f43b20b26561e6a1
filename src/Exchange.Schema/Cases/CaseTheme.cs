using System.ComponentModel.DataAnnotations;

namespace Exchange.Schema.Cases;

/// <summary>The theme (一件事) a case belongs to.</summary>
public sealed record CaseTheme
{
    /// <summary>Its code.</summary>
    [MaxLength(64)]
    public string? Code { get; init; }

    /// <summary>Its name.</summary>
    [MaxLength(500)]
    public string? Name { get; init; }
}
