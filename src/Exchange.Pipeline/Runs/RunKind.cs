namespace Exchange.Pipeline.Runs;

/// <summary>Why records are read.</summary>
public enum RunKind
{
    /// <summary>From the cursor to the present.</summary>
    Live = 0,

    /// <summary>Quarantined records once more.</summary>
    Replay = 1,

    /// <summary>A window of time.</summary>
    Backfill = 2,

    /// <summary>Everything from the stream's start.</summary>
    Full = 3,
}
