namespace Exchange.Schema.Calendars;

/// <summary>A time in which the clock of a case stands still.</summary>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends; <see langword="null"/> while it lasts.</param>
public readonly record struct ClockPause(DateTimeOffset From, DateTimeOffset? To);
