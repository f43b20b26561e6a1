using Exchange.Connectors.Tests;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Rest.Tests;

/// <summary>How time is told to systems that take it in their own ways.</summary>
public sealed class WindowTests
{
    private static readonly string[] ThreeDays = ["2026-03-01", "2026-03-02", "2026-03-03"];

    [Fact]
    public async Task EpochMilliseconds_AreWrittenAndRead()
    {
        await using var scene = await Scene.StartAsync(_ => """[{"id":"a","t":1772413200000}]""");

        var pages = await scene.ReadAsync(Scene.Stream("", "request: { path: /x, query: { from: \"{from}\", day: \"{from:yyyyMMdd}\" } }\ncursor: { field: t, format: epochMilliseconds, lookback: 1s }\nstart: \"2020-01-01\""));
        await scene.ReadAsync(Scene.Stream("", "request: { path: /x, method: POST, body: { from: \"{from:number}\" } }\ncursor: { field: t, format: epochMilliseconds, lookback: 1s }"), new ReadRequest("s") { Cursor = pages[^1].Page.Cursor });

        Assert.Equal("?from=1577808000000&day=20200101", scene.Asked[0].QueryText);
        Assert.Equal("""{"from":1772413199000}""", scene.Asked[1].Body);
    }

    [Theory]
    [InlineData("included", "2026-03-02", "2026-03-03")]
    [InlineData("excluded", "2026-03-02", "2026-03-04")]
    public async Task DaysOnly_TodayBelongsToTheRange(string end, string from, string to)
    {
        await using var scene = await Scene.StartAsync((_, c) =>
        {
            c.Response.Headers.Date = "Tue, 03 Mar 2026 01:00:00 GMT";
            return FakeHall.WriteAsync(c, "[]");
        });

        await scene.ReadAsync(
            Scene.Stream("", $"request: {{ path: /x, query: {{ a: \"{{from:yyyy-MM-dd}}\", b: \"{{to:yyyy-MM-dd}}\" }} }}\ncursor: {{ field: t }}\nwindow: {{ by: day, to: {end} }}"),
            new ReadRequest("s") { From = Time("2026-03-02T15:00:00+08:00"), To = Time("2026-03-03T09:00:00+08:00") });

        Assert.Equal($"?a={from}&b={to}", scene.Asked[0].QueryText);
    }

    [Fact]
    public async Task Steps_AskDayByDay_AndEveryPageOfEach()
    {
        await using var scene = await Scene.StartAsync(Days);

        var pages = await scene.ReadAsync(Scene.Stream("", ByDay + "\nstart: \"2026-01-01\""), ThreeDaysOf());

        Assert.Equal(["2026-03-01a", "2026-03-01b", "2026-03-02a", "2026-03-02b", "2026-03-03a", "2026-03-03b"], pages.SelectMany(p => p.Page.Records).Select(r => r.SourceKey));
        Assert.Equal(ThreeDays, scene.Asked.Select(a => a.Query["a"].ToString()).Distinct());
        Assert.All(scene.Asked, a => Assert.Equal(a.Query["a"], a.Query["b"]));
        Assert.Single(pages, p => p.Page.Last);
    }

    [Fact]
    public async Task Steps_ResumeInTheMiddle_WithTheDayAndThePage()
    {
        var now = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        var start = now.AddDays(-3).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await using var scene = await Scene.StartAsync(Days);
        var yaml = Scene.Stream("", ByDay + $"\nstart: \"{start}\"");
        var all = await scene.ReadAsync(yaml);

        foreach (var (page, n) in all.Select((p, i) => (p, i)).SkipLast(1))
        {
            var rest = await scene.ReadAsync(yaml, new ReadRequest("s") { Cursor = page.Page.Cursor });
            Assert.Equal(all.Skip(n + 1).SelectMany(p => p.Page.Records).Select(r => r.SourceKey), rest.SelectMany(p => p.Page.Records).Select(r => r.SourceKey));
            Assert.Equal(all[^1].Page.Cursor, rest[^1].Page.Cursor);
        }

        Assert.Equal(4, all.Count(p => p.Page.Records.Any(r => r.SourceKey!.EndsWith('a'))));
    }

    [Fact]
    public async Task Steps_BySecond_LeaveNoGap()
    {
        await using var scene = await Scene.StartAsync(_ => "[]");

        await scene.ReadAsync(
            Scene.Stream("", "request: { path: /x, query: { a: \"{from}\", b: \"{to}\" } }\ncursor: { field: t }\nwindow: { step: 12h }\nstart: \"2020-01-01\""),
            new ReadRequest("s") { From = Time("2026-03-01T00:00:00+08:00"), To = Time("2026-03-02T06:00:00+08:00") });

        Assert.Equal(
            ["2026-03-01 00:00:00–2026-03-01 12:00:00", "2026-03-01 12:00:00–2026-03-02 00:00:00", "2026-03-02 00:00:00–2026-03-02 06:00:00"],
            scene.Asked.Select(a => $"{a.Query["a"]}–{a.Query["b"]}"));
    }

    [Fact]
    public async Task RecordsOlderThanTheCursor_DoNotMoveItBack()
    {
        await using var scene = await Scene.StartAsync(_ => """[{"id":"a","t":"2019-01-01 00:00:00"}]""");

        var pages = await scene.ReadAsync(
            Scene.Stream("", "request: { path: /x, query: { a: \"{from}\" } }\ncursor: { field: t }"), new ReadRequest("s") { Cursor = """{"at":"2026-03-05T00:00:00+08:00"}""" });

        Assert.Equal("""{"at":"2026-03-05T00:00:00+08:00"}""", pages[^1].Page.Cursor);
        Assert.Single(pages[^1].Page.Records);
    }

    [Fact]
    public async Task DatesWithoutATime_AreReadAgainFromTheDaysBeginning()
    {
        await using var scene = await Scene.StartAsync(_ => """[{"id":"a","t":"2026-03-02"}]""");
        var yaml = Scene.Stream("", "request: { path: /x, query: { a: \"{from}\" } }\ncursor: { field: t, format: yyyy-MM-dd }\nwindow: { by: day }");

        var pages = await scene.ReadAsync(yaml);
        await scene.ReadAsync(yaml, new ReadRequest("s") { Cursor = pages[^1].Page.Cursor });

        Assert.Equal("?a=2026-03-02", scene.Asked[^1].QueryText);
    }

    private const string ByDay = """
        request: { path: /x, query: { a: "{from:yyyy-MM-dd}", b: "{to:yyyy-MM-dd}" } }
        pagination: { type: page, parameter: p }
        cursor: { field: t, format: yyyy-MM-dd }
        window: { step: 1d, by: day }
        """;

    private static ReadRequest ThreeDaysOf() => new("s") { From = Time("2026-03-01T00:00:00+08:00"), To = Time("2026-03-03T23:00:00+08:00") };

    private static string Days(Asked asked) => asked.Query["p"].ToString() switch
    {
        "1" => $$"""[{"id":"{{asked.Query["a"]}}a","t":"{{asked.Query["a"]}}"}]""",
        "2" => $$"""[{"id":"{{asked.Query["a"]}}b","t":"{{asked.Query["a"]}}"}]""",
        _ => "[]",
    };

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
