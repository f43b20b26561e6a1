using System.ComponentModel.DataAnnotations;
using Exchange.Schema.Catalog;

namespace Exchange.Schema.Cases;

/// <summary>Somebody who has a part in a case, in one role; applicant, agent and contact of the whole case have places of their own.</summary>
public sealed record CaseParty
{
    /// <summary>The key of the party in its source.</summary>
    [MaxLength(64)]
    public string? Key { get; init; }

    /// <summary>The role.</summary>
    [Coded(CodeSets.PartyRole)]
    public string? Role { get; init; }

    /// <summary>A person, or which kind of organisation.</summary>
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

    /// <summary>The address.</summary>
    [MaxLength(1000), Personal]
    public string? Address { get; init; }

    /// <summary>The share of it the party holds, as its source writes it.</summary>
    [MaxLength(100), Personal]
    public string? Share { get; init; }

    /// <summary>The codes and texts of the source beside the canonical ones, by the path of the field here.</summary>
    [Personal]
    public IReadOnlyDictionary<string, string>? Raw { get; init; }
}
