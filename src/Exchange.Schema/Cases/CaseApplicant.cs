using System.ComponentModel.DataAnnotations;
using Exchange.Schema.Catalog;

namespace Exchange.Schema.Cases;

/// <summary>Who applies: a person or an organisation.</summary>
public sealed record CaseApplicant
{
    /// <summary>What the applicant is.</summary>
    [Coded(CodeSets.ApplicantType)]
    public string? Type { get; init; }

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

    /// <summary>The legal representative of an organisation.</summary>
    [MaxLength(100), Personal]
    public string? LegalPerson { get; init; }

    /// <summary>The postal address.</summary>
    [MaxLength(1000), Personal]
    public string? Address { get; init; }

    /// <summary>The postcode.</summary>
    [MaxLength(6)]
    public string? Postcode { get; init; }
}
