namespace Exchange.Pipeline.Runs;

/// <summary>How a stream stands.</summary>
public sealed record StreamStatus
{
    /// <summary>The id of the stream.</summary>
    public required int StreamId { get; init; }

    /// <summary>Whether it is paused.</summary>
    public bool Paused { get; init; }

    /// <summary>How long ago a run reached the source's present; <see langword="null"/> where none has.</summary>
    public TimeSpan? Freshness { get; init; }

    /// <summary>Whether a run is at work.</summary>
    public bool Running { get; init; }

    /// <summary>Records in quarantine.</summary>
    public long Quarantined { get; init; }

    /// <summary>Parts whose case is not known yet.</summary>
    public long Waiting { get; init; }

    /// <summary>Why the last run failed, if it did.</summary>
    public string? LastFailure { get; init; }
}
