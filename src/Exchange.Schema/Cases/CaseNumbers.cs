using System.ComponentModel.DataAnnotations;
namespace Exchange.Schema.Cases;

/// <summary>Numbers of a case in other registers; a case has several, none of which replaces another.</summary>
public sealed record CaseNumbers
{
    /// <summary>The unified national number (统一办件编号).</summary>
    [MaxLength(64)]
    public string? National { get; init; }

    /// <summary>The number in the provincial hall.</summary>
    [MaxLength(64)]
    public string? Provincial { get; init; }

    /// <summary>A local number.</summary>
    [MaxLength(64)]
    public string? Local { get; init; }

    /// <summary>The number of the investment project (投资项目编号).</summary>
    [MaxLength(64)]
    public string? Project { get; init; }
}
