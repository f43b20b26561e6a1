using Exchange.Abstractions.Configuration;
using Exchange.Schema.Calendars;

namespace Exchange.Schema.Tests;

public sealed class WorkCalendarTests
{
    private const string Head = "from,to,kind,label\n";

    [Theory]
    [InlineData(2020, 249)]
    [InlineData(2021, 250)]
    [InlineData(2022, 249)]
    [InlineData(2023, 249)]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void Shipped_Year_HasItsWorkdays(int year, int days)
    {
        Assert.Equal(days, Shipped().CountWorkdays(new DateOnly(year - 1, 12, 31), new DateOnly(year, 12, 31)));
        Assert.True(Shipped().IsCertain(new DateOnly(year, 1, 1)) && Shipped().IsCertain(new DateOnly(year, 12, 31)));
    }

    [Theory]
    [InlineData("2020-01-31", false)]
    [InlineData("2020-02-03", true)]
    [InlineData("2020-01-19", true)]
    [InlineData("2021-10-09", true)]
    [InlineData("2022-12-31", false)]
    [InlineData("2023-01-02", false)]
    [InlineData("2023-06-25", true)]
    [InlineData("2024-05-11", true)]
    [InlineData("2025-06-02", false)]
    [InlineData("2025-10-08", false)]
    [InlineData("2026-02-14", true)]
    [InlineData("2026-02-23", false)]
    [InlineData("2026-02-24", true)]
    [InlineData("2026-03-01", false)]
    [InlineData("2026-11-24", true)]
    public void Shipped_Day_IsWhatWasPublished(string day, bool works) => Assert.Equal(works, Shipped().IsWorkday(DateOnly.Parse(day)));

    [Fact]
    public void IsCertain_PastThePublishedYears_IsFalse()
    {
        Assert.False(Shipped().IsCertain(new DateOnly(2027, 1, 1)));
        Assert.False(Shipped().IsCertain(new DateOnly(2019, 12, 31)));
        Assert.True(Shipped().IsWorkday(new DateOnly(2027, 1, 4)));
    }

    [Fact]
    public void Read_LocalDays_WinOverPublishedOnes()
    {
        var calendar = Read(Head + "2026-01-01,2026-12-31,published,\n2026-05-01,2026-05-05,off,劳动节\n", Head + "2026-07-28,2026-07-29,off,台风\n2026-05-02,2026-05-02,work,加班\n");

        Assert.False(calendar.IsWorkday(new DateOnly(2026, 7, 28)));
        Assert.True(calendar.IsWorkday(new DateOnly(2026, 7, 30)));
        Assert.True(calendar.IsWorkday(new DateOnly(2026, 5, 2)));
        Assert.False(calendar.IsWorkday(new DateOnly(2026, 5, 3)));
    }

    [Fact]
    public void Load_Roots_TakesTheFirstSharedFileAndEveryLocalOne()
    {
        using var first = new Folder();
        using var second = new Folder();
        first.Write("calendar-local.csv", Head + "2026-07-28,2026-07-28,off,台风\n");
        second.Write("calendar.csv", Head + "2026-01-01,2026-12-31,published,\n2026-01-01,2026-01-01,off,元旦\n");
        second.Write("calendar-local.csv", Head + "2026-07-28,2026-07-29,work,\n");
        var problems = new ProblemList();

        var calendar = WorkCalendar.Load([first.Path, second.Path], problems);

        Assert.Empty(problems.Items);
        Assert.Equal(3, WorkCalendar.Files([first.Path, second.Path]).Count);
        Assert.False(calendar.IsWorkday(new DateOnly(2026, 7, 28)));
        Assert.True(calendar.IsWorkday(new DateOnly(2026, 7, 29)));
        Assert.False(calendar.IsWorkday(new DateOnly(2026, 1, 1)));
        Assert.True(WorkCalendar.Load([first.Path + "x"], problems).IsWorkday(new DateOnly(2026, 1, 1)));
    }

    [Theory]
    [InlineData("day,kind\n", "calendar.csv:1:1", "The first line of a calendar names its columns.")]
    [InlineData(Head + "2026-02-30,2026-03-01,off,\n", "calendar.csv:2:1", "'2026-02-30' is no day.")]
    [InlineData(Head + "2026-03-01,3月2日,off,\n", "calendar.csv:2:12", "'3月2日' is no day.")]
    [InlineData(Head + "2026-03-01,2026-03-02,holiday,\n", "calendar.csv:2:23", "'holiday' is no kind of day.")]
    [InlineData(Head + "2026-03-02,2026-03-01,off,\n", "calendar.csv:2:12", "The last day is before the first, or more than a year after it.")]
    [InlineData(Head + "2026-03-01\n", "calendar.csv:2:1", "A line of a calendar has a first day, a last day and a kind.")]
    [InlineData(Head + "2026-03-01,2026-03-03,off,\n\n2026-03-03,2026-03-03,work,\n", "calendar.csv:4:1", "2026-03-03 stands in the calendar twice.")]
    public void Read_WrongLine_IsReportedWithItsPlace(string text, string place, string message)
    {
        var problems = new ProblemList();
        WorkCalendar.Read([(text, "calendar.csv")], problems);

        var problem = Assert.Single(problems.Items);
        Assert.Equal((place, message), (problem.Location.ToString(), problem.Message));
        Assert.NotEmpty(problem.Remedy);
    }

    internal static WorkCalendar Shipped()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Exchange.sln")))
        {
            folder = folder.Parent;
        }

        var problems = new ProblemList();
        var calendar = WorkCalendar.Load([folder!.FullName], problems);
        Assert.Empty(problems.Items);
        return calendar;
    }

    private static WorkCalendar Read(params string[] texts)
    {
        var problems = new ProblemList();
        var calendar = WorkCalendar.Read([.. texts.Select((t, i) => (t, $"{i}.csv"))], problems);
        Assert.Empty(problems.Items);
        return calendar;
    }

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("calendar-");

        public string Path => _folder.FullName;

        public void Write(string name, string text)
        {
            var codes = Directory.CreateDirectory(System.IO.Path.Combine(Path, "mappings", "codes"));
            File.WriteAllText(System.IO.Path.Combine(codes.FullName, name), text);
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
