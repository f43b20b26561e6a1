namespace Exchange.Pipeline.Delivery;

/// <summary>What waits for a target.</summary>
public sealed record OutboxCounts
{
    /// <summary>Versions not delivered yet, those to be tried again included.</summary>
    public long Pending { get; init; }

    /// <summary>Versions that were tried and will be tried again.</summary>
    public long Retrying { get; init; }

    /// <summary>Versions the target refused.</summary>
    public long Rejected { get; init; }

    /// <summary>Versions that wait for a person.</summary>
    public long Parked { get; init; }

    /// <summary>Pending versions that wait until the target has taken their parent.</summary>
    public long Waiting { get; init; }

    /// <summary>How long until the next version is due; <see langword="null"/> where nothing is pending.</summary>
    public TimeSpan? NextDue { get; init; }

    /// <summary>The age of the oldest pending version.</summary>
    public TimeSpan? Oldest { get; init; }
}
