using System.ComponentModel.DataAnnotations;
using Exchange.Schema.Catalog;

namespace Exchange.Schema.Cases;

/// <summary>A licence (证照) a case led to or rests on.</summary>
public sealed record CaseLicence
{
    /// <summary>The key of the licence in its source; long enough for the identifier of an electronic licence.</summary>
    [MaxLength(128)]
    public string? Key { get; init; }

    /// <summary>The identifier of the electronic licence (GB/T 36904).</summary>
    [MaxLength(128), Personal]
    public string? Identifier { get; init; }

    /// <summary>The code of its type.</summary>
    [MaxLength(64)]
    public string? TypeCode { get; init; }

    /// <summary>Its name.</summary>
    [MaxLength(256)]
    public string? Name { get; init; }

    /// <summary>The number written on it.</summary>
    [MaxLength(256), Personal]
    public string? Number { get; init; }

    /// <summary>Who holds it.</summary>
    [MaxLength(200), Personal]
    public string? Holder { get; init; }

    /// <summary>The number of the holder's document.</summary>
    [MaxLength(64), Personal]
    public string? HolderIdNo { get; init; }

    /// <summary>Who issued it.</summary>
    public CaseDepartment? Issuer { get; init; }

    /// <summary>When it was issued.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>The first day it is valid.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The last day it is valid; 2099-12-31 for a long-term one.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Whether it is valid.</summary>
    [Coded(CodeSets.LicenceStatus)]
    public string? Status { get; init; }

    /// <summary>The codes and texts of the source beside the canonical ones, by the path of the field here.</summary>
    [Personal]
    public IReadOnlyDictionary<string, string>? Raw { get; init; }
}
