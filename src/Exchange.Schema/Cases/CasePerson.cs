using System.ComponentModel.DataAnnotations;
using Exchange.Schema.Catalog;

namespace Exchange.Schema.Cases;

/// <summary>A person who acts in a case.</summary>
public sealed record CasePerson
{
    /// <summary>The name.</summary>
    [MaxLength(200), Personal]
    public string? Name { get; init; }

    /// <summary>The kind of document.</summary>
    [Coded(CodeSets.IdType)]
    public string? IdType { get; init; }

    /// <summary>The number of the document.</summary>
    [MaxLength(64), Personal]
    public string? IdNo { get; init; }

    /// <summary>The phone number.</summary>
    [MaxLength(32), Personal]
    public string? Mobile { get; init; }
}
