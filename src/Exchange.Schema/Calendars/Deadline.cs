namespace Exchange.Schema.Calendars;

/// <summary>By when a case is to be finished.</summary>
public sealed record Deadline
{
    /// <summary>The last moment: the last second of the last day, or the moment itself of a limit in hours or minutes.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The last day, in the zone of the calculation.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>How many days the clock stood still; working days where the limit counts them, 0 for one in hours or minutes.</summary>
    public int PausedDays { get; init; }

    /// <summary>Whether the clock stands still: the deadline moves on while that lasts.</summary>
    public bool Paused { get; init; }

    /// <summary>Whether it rests on days whose holidays are not published yet, so that it may change.</summary>
    public bool Provisional { get; init; }
}
