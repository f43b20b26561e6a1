using Exchange.Schema.Calendars;

namespace Exchange.Pipeline.Recognition.Scoring;

/// <summary>Numbers days so that the difference of two is the number of working days between them.</summary>
internal sealed class WorkdayIndex
{
    private static readonly int First = new DateOnly(1990, 1, 1).DayNumber;
    private readonly int[] _counts;

    public WorkdayIndex(WorkCalendar calendar)
    {
        var last = new DateOnly(2060, 12, 31).DayNumber;
        _counts = new int[last - First + 1];
        var count = 0;
        for (var day = First; day <= last; day++)
        {
            count += calendar.IsWorkday(DateOnly.FromDayNumber(day)) ? 1 : 0;
            _counts[day - First] = count;
        }
    }

    /// <summary>The number of a day; days outside the calendar are numbered by the week.</summary>
    public int Of(int day) => (day - First) switch
    {
        < 0 => (day - First) * 5 / 7,
        var at when at >= _counts.Length => _counts[^1] + (at - _counts.Length) * 5 / 7,
        var at => _counts[at],
    };
}
