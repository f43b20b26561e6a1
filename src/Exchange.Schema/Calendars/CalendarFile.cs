using System.Globalization;
using Exchange.Abstractions.Configuration;

namespace Exchange.Schema.Calendars;

/// <summary>Reads a calendar file: CSV with the columns <c>from,to,kind,label</c>, days as <c>2026-01-01</c>.</summary>
internal static class CalendarFile
{
    private const string Header = "from,to,kind,label";
    private const int MostLines = 10_000;
    private const int MostDays = 366;

    /// <summary>The lines of a file; those with errors are reported and left out.</summary>
    public static IReadOnlyList<CalendarRow> Read(string text, string shownAs, ProblemList problems)
    {
        var rows = new List<CalendarRow>();
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n', MostLines + 1);
        if (lines[0].Trim() != Header)
        {
            problems.Error(new SourceLocation(shownAs, 1, 1), "The first line of a calendar names its columns.", $"Write: {Header}");
            return rows;
        }

        for (var i = 1; i < lines.Length; i++)
        {
            if (i == MostLines)
            {
                problems.Error(new SourceLocation(shownAs, i + 1, 1), $"A calendar has at most {MostLines} lines.", "Remove the years nobody asks for.");
                break;
            }

            if (lines[i].Trim().Length > 0 && ReadLine(lines[i], new SourceLocation(shownAs, i + 1, 1), problems) is { } row)
            {
                rows.Add(row);
            }
        }

        JudgeOverlaps(rows, problems);
        return rows;
    }

    private static CalendarRow? ReadLine(string line, SourceLocation at, ProblemList problems)
    {
        var cells = line.Split(',', 4);
        if (cells.Length < 3)
        {
            problems.Error(at, "A line of a calendar has a first day, a last day and a kind.", "Write it like: 2026-05-01,2026-05-05,off,劳动节");
            return null;
        }

        var from = Day(cells[0], at, problems);
        var to = Day(cells[1], at with { Column = cells[0].Length + 2 }, problems);
        var kindAt = at with { Column = cells[0].Length + cells[1].Length + 3 };
        CalendarDay? kind = cells[2].Trim() switch
        {
            "off" => CalendarDay.Off,
            "work" => CalendarDay.Work,
            "published" => CalendarDay.Published,
            _ => null,
        };
        if (kind is null)
        {
            problems.Error(kindAt, $"'{cells[2].Trim()}' is no kind of day.", "Write off, work or published.");
        }

        if (kind is null || from is not { } first || to is not { } last)
        {
            return null;
        }

        if (last < first || last.DayNumber - first.DayNumber >= MostDays)
        {
            problems.Error(at with { Column = cells[0].Length + 2 }, "The last day is before the first, or more than a year after it.", "Correct it, or write a line for each year.");
            return null;
        }

        return new CalendarRow(first, last, kind.Value, at);
    }

    private static DateOnly? Day(string cell, SourceLocation at, ProblemList problems)
    {
        if (DateOnly.TryParseExact(cell.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        problems.Error(at, $"'{cell.Trim()}' is no day.", "Write it like 2026-05-01.");
        return null;
    }

    private static void JudgeOverlaps(List<CalendarRow> rows, ProblemList problems)
    {
        var known = new HashSet<(DateOnly, bool)>();
        foreach (var row in rows)
        {
            if (row.Days.Where(d => !known.Add((d, row.Day == CalendarDay.Published))).Select(d => (DateOnly?)d).FirstOrDefault() is { } twice)
            {
                problems.Error(row.Location, $"{twice:yyyy-MM-dd} stands in the calendar twice.", "Remove one of the two lines, or shorten it.");
            }
        }
    }
}
