namespace Exchange.Abstractions.Targets;

/// <summary>The target's answer for one item.</summary>
/// <param name="Key">The item's idempotency key.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record DeliveryResult(string Key, DeliveryOutcome Outcome)
{
    /// <summary>The target's code, as it came.</summary>
    public string? Code { get; init; }

    /// <summary>The target's words, as they came.</summary>
    public string? Message { get; init; }

    /// <summary>The target's own id of the case.</summary>
    public string? PlatformId { get; init; }

    /// <summary>How long the target asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
