using System.ComponentModel.DataAnnotations;
using Exchange.Schema.Catalog;

namespace Exchange.Schema.Cases;

/// <summary>The item (事项) of a case.</summary>
public sealed record CaseItem
{
    /// <summary>The code of the item, as the source knows it.</summary>
    [MaxLength(36), RequiredInCase]
    public string? Code { get; init; }

    /// <summary>The name of the item.</summary>
    [MaxLength(1000)]
    public string? Name { get; init; }

    /// <summary>A local code of the item.</summary>
    [MaxLength(50)]
    public string? LocalCode { get; init; }

    /// <summary>The version of the item's guide.</summary>
    [MaxLength(20)]
    public string? Version { get; init; }

    /// <summary>The code of the handling item (业务办理项编码).</summary>
    [MaxLength(50)]
    public string? HandlingCode { get; init; }
}
