using Exchange.Abstractions.Configuration;

namespace Exchange.Schema.Calendars;

/// <summary>A line of a calendar file.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Day">What the days are.</param>
/// <param name="Location">Where it stands.</param>
internal sealed record CalendarRow(DateOnly From, DateOnly To, CalendarDay Day, SourceLocation Location)
{
    public IEnumerable<DateOnly> Days => Enumerable.Range(0, To.DayNumber - From.DayNumber + 1).Select(From.AddDays);
}
