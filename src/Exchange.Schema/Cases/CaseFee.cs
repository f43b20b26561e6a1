using System.ComponentModel.DataAnnotations;
using Exchange.Schema.Catalog;

namespace Exchange.Schema.Cases;

/// <summary>A fee of a case.</summary>
public sealed record CaseFee
{
    /// <summary>The key of the fee in its source.</summary>
    [MaxLength(64)]
    public string? Key { get; init; }

    /// <summary>The code of the fee.</summary>
    [MaxLength(64)]
    public string? Code { get; init; }

    /// <summary>The name of the fee.</summary>
    [MaxLength(500)]
    public string? Name { get; init; }

    /// <summary>The amount due, in yuan.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The amount paid, in yuan.</summary>
    public decimal? PaidAmount { get; init; }

    /// <summary>Who pays.</summary>
    [MaxLength(200), Personal]
    public string? Payer { get; init; }

    /// <summary>The number of the payment order (缴款单号).</summary>
    [MaxLength(64)]
    public string? OrderNo { get; init; }

    /// <summary>The number of the bill.</summary>
    [MaxLength(64)]
    public string? BillNo { get; init; }

    /// <summary>When it was paid.</summary>
    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>Whether it is paid.</summary>
    [Coded(CodeSets.FeeStatus)]
    public string? Status { get; init; }

    /// <summary>The codes and texts of the source beside the canonical ones, by the path of the field here.</summary>
    [Personal]
    public IReadOnlyDictionary<string, string>? Raw { get; init; }
}
