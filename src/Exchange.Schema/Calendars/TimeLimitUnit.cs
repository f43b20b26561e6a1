namespace Exchange.Schema.Calendars;

/// <summary>What a time limit is counted in.</summary>
public enum TimeLimitUnit
{
    /// <summary>Working days (工作日).</summary>
    Workday,

    /// <summary>Natural days (自然日).</summary>
    Day,

    /// <summary>Hours by the clock.</summary>
    Hour,

    /// <summary>Minutes by the clock.</summary>
    Minute,

    /// <summary>Months of 30 natural days.</summary>
    Month,
}
