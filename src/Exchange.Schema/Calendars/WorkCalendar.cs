using Exchange.Abstractions.Configuration;

namespace Exchange.Schema.Calendars;

/// <summary>
/// Which days are working days: Monday to Friday, but for the published holidays and the weekends worked for them, but for what
/// a place sets for itself (a typhoon). Where the holidays are not yet published, only the day of the week is known.
/// </summary>
public sealed class WorkCalendar
{
    /// <summary>The file of published holidays, in <c>mappings/codes</c>.</summary>
    public const string FileName = "calendar.csv";

    /// <summary>The file of what a place sets for itself, in <c>mappings/codes</c>; it wins.</summary>
    public const string LocalFileName = "calendar-local.csv";

    private readonly Dictionary<DateOnly, bool> _exceptions = [];
    private readonly HashSet<DateOnly> _published = [];

    private WorkCalendar()
    {
    }

    /// <summary>A calendar that knows the days of the week and nothing else.</summary>
    public static WorkCalendar WeekdaysOnly { get; } = new();

    /// <summary>Reads the calendar: the published holidays of the first root that has them, the local days of all, the first one's winning.</summary>
    /// <param name="roots">The folders that hold <c>mappings/codes</c>, the one that wins first.</param>
    /// <param name="problems">Where problems go; lines with errors are left out.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static WorkCalendar Load(IReadOnlyList<string> roots, ProblemList problems)
    {
        return Read([.. Files(roots).Select(f => (File.ReadAllText(f), Shown(f)))], problems);
    }

    /// <summary>The files <see cref="Load"/> reads, in their order.</summary>
    /// <param name="roots">The folders that hold <c>mappings/codes</c>, the one that wins first.</param>
    public static IReadOnlyList<string> Files(IReadOnlyList<string> roots)
    {
        ArgumentNullException.ThrowIfNull(roots);
        var shared = roots.Select(r => Path.Combine(r, "mappings", "codes", FileName)).Where(File.Exists).Take(1);
        var local = roots.Select(r => Path.Combine(r, "mappings", "codes", LocalFileName)).Where(File.Exists).Reverse();
        return [.. shared, .. local];
    }

    /// <summary>Makes a calendar of the texts of calendar files; what a later one says wins.</summary>
    /// <param name="files">The texts, and how each file is named in problems.</param>
    /// <param name="problems">Where problems go; lines with errors are left out.</param>
    public static WorkCalendar Read(IReadOnlyList<(string Text, string ShownAs)> files, ProblemList problems)
    {
        ArgumentNullException.ThrowIfNull(files);
        var calendar = new WorkCalendar();
        foreach (var (text, shownAs) in files)
        {
            foreach (var row in CalendarFile.Read(text, shownAs, problems))
            {
                calendar.Take(row);
            }
        }

        return calendar;
    }

    /// <summary>Whether a day is a working day.</summary>
    public bool IsWorkday(DateOnly day) =>
        _exceptions.TryGetValue(day, out var works) ? works : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>Whether it is certain what a day is: its year's holidays are published, or the place has said so itself.</summary>
    public bool IsCertain(DateOnly day) => _published.Contains(day) || _exceptions.ContainsKey(day);

    /// <summary>How many working days there are after one day, up to and with another; 0 where the other is not later.</summary>
    public int CountWorkdays(DateOnly after, DateOnly upTo)
    {
        var count = 0;
        for (var day = after.DayNumber + 1; day <= upTo.DayNumber; day++)
        {
            count += IsWorkday(DateOnly.FromDayNumber(day)) ? 1 : 0;
        }

        return count;
    }

    // As an engineer would type it.
    private static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative;
    }

    private void Take(CalendarRow row)
    {
        foreach (var day in row.Days)
        {
            if (row.Day == CalendarDay.Published)
            {
                _published.Add(day);
            }
            else
            {
                _exceptions[day] = row.Day == CalendarDay.Work;
            }
        }
    }
}
