using Exchange.Abstractions.Failures;

namespace Exchange.Pipeline.Delivery;

/// <summary>What a delivery did.</summary>
public sealed record DeliveryReport
{
    /// <summary>The target.</summary>
    public required string Target { get; init; }

    /// <summary>Versions the target took.</summary>
    public int Delivered { get; init; }

    /// <summary>Versions the target had already.</summary>
    public int Repeated { get; init; }

    /// <summary>Versions the target refused.</summary>
    public int Rejected { get; init; }

    /// <summary>Versions parked for a person.</summary>
    public int Parked { get; init; }

    /// <summary>What waits now.</summary>
    public OutboxCounts Left { get; init; } = new();

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Why it broke off.</summary>
    public ExchangeException? Failure { get; init; }

    /// <summary>Time spent claiming, mapping, sending and finishing, for measuring.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Stages { get; init; } = new Dictionary<string, TimeSpan>();
}
