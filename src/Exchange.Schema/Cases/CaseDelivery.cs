using System.ComponentModel.DataAnnotations;
using Exchange.Schema.Catalog;

namespace Exchange.Schema.Cases;

/// <summary>A hand-over (领取, 送达) of what was decided.</summary>
public sealed record CaseDelivery
{
    /// <summary>The key of the delivery in its source.</summary>
    [MaxLength(64)]
    public string? Key { get; init; }

    /// <summary>How it is handed over.</summary>
    [Coded(CodeSets.DeliveryMethod)]
    public string? Method { get; init; }

    /// <summary>The carrier.</summary>
    [MaxLength(200)]
    public string? Carrier { get; init; }

    /// <summary>The carrier's number.</summary>
    [MaxLength(64), Personal]
    public string? TrackingNo { get; init; }

    /// <summary>Who takes it.</summary>
    [MaxLength(200), Personal]
    public string? Recipient { get; init; }

    /// <summary>The kind of the recipient's document.</summary>
    [Coded(CodeSets.IdType)]
    public string? IdType { get; init; }

    /// <summary>The number of the recipient's document.</summary>
    [MaxLength(64), Personal]
    public string? IdNo { get; init; }

    /// <summary>The recipient's phone number.</summary>
    [MaxLength(32), Personal]
    public string? Mobile { get; init; }

    /// <summary>Where it goes.</summary>
    [MaxLength(1000), Personal]
    public string? Address { get; init; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When it was taken.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>How far it has come.</summary>
    [Coded(CodeSets.DeliveryStatus)]
    public string? Status { get; init; }

    /// <summary>The codes and texts of the source beside the canonical ones, by the path of the field here.</summary>
    [Personal]
    public IReadOnlyDictionary<string, string>? Raw { get; init; }
}
