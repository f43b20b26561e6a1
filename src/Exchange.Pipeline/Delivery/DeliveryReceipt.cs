using Exchange.Mapping;

namespace Exchange.Pipeline.Delivery;

/// <summary>What became of a claimed version.</summary>
/// <param name="Claim">The version.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Key">The idempotency key.</param>
public sealed record DeliveryReceipt(ClaimedDelivery Claim, DeliveryVerdict Verdict, string Key)
{
    /// <summary>The target's code.</summary>
    public string? Code { get; init; }

    /// <summary>The target's words, with personal data masked.</summary>
    public string? Message { get; init; }

    /// <summary>The target's own id of the case.</summary>
    public string? PlatformId { get; init; }

    /// <summary>How long to wait before the next try.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Whether the attempt counts: something was sent.</summary>
    public bool Attempted { get; init; } = true;

    /// <summary>Whether the attempt may have arrived.</summary>
    public bool Uncertain { get; init; }

    /// <summary>What is wrong with it, where it was refused.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
}
