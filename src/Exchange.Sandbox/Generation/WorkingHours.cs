namespace Exchange.Sandbox.Generation;

/// <summary>Office hours of a counter: Monday to Friday, 08:00–12:00 and 14:30–17:30.</summary>
internal static class WorkingHours
{
    /// <summary>The moment itself when it lies in office hours, otherwise one in the last session before it.</summary>
    public static DateTime AtOrBefore(DateTime moment, SeededRandom random)
    {
        var day = moment.Date;
        var time = moment.TimeOfDay;
        if (!IsWorkingDay(day) || time < TimeSpan.FromHours(8))
        {
            do
            {
                day = day.AddDays(-1);
            }
            while (!IsWorkingDay(day));
            return day.AddHours(14.5).AddSeconds(random.Next(3 * 3600));
        }
        if (time > TimeSpan.FromHours(17.5))
        {
            return day.AddHours(14.5).AddSeconds(random.Next(3 * 3600));
        }
        return time > TimeSpan.FromHours(12) && time < TimeSpan.FromHours(14.5)
            ? day.AddHours(8).AddSeconds(random.Next(4 * 3600))
            : moment;
    }

    private static bool IsWorkingDay(DateTime day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
