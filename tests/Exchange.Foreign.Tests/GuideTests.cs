using System.Text.Json;
using Exchange.Acceptance.Tests.Harness;
using Exchange.Foreign.Tests.Systems;

namespace Exchange.Foreign.Tests;

/// <summary>The files of the guide, to the letter, and what the verbs answer about them.</summary>
[Collection(Collection.Name)]
[Trait("Category", "Acceptance")]
public sealed class GuideTests(Servers servers)
{
    [Fact]
    public async Task Verbs_FilesOfTheGuide_WorkAsWritten()
    {
        await using var hall = await Hall.StartAsync();
        await using var platform = await Platform.StartAsync();
        await using var hub = await ForeignHub.CreateAsync(servers, hall.Url, platform.Url);
        var lint = (await hub.RunAsync("mapping", "lint")).Succeeded();
        Assert.Empty(lint["problems"].EnumerateArray());
        Assert.Equal((2, 0), ((await hub.RunAsync("mapping", "test", "town-hall")).Succeeded() is var tests ? tests.Number("passed") : 0, tests.Number("failed")));
        (await hub.RunAsync("connector", "list")).Succeeded();
        Assert.True((await hub.RunAsync("connector", "check", "town-hall")).Succeeded()["ok"].GetBoolean());

        hub.MapNames();
        var second = Hall.At(-5);
        hall.PageSize = 40; // one second stretches over pages
        hall.Records.AddRange(Enumerable.Range(0, 100).Select(i => Hall.Record($"QZ{i:000}", second, department: i < 90 ? "D1" : "D9")));
        hall.Records.Add(Hall.Record("QZ999", "9999-12-31 00:00:00"));
        hall.Records.Add(Hall.Record("QZ998", Hall.At(60)));
        var first = (await hub.RunAsync("sync", "town-hall")).Succeeded();
        Assert.Equal((102, 102, 0), (first.Sum("pulled"), first.Sum("mapped"), first.Sum("quarantined")));
        var again = (await hub.RunAsync("sync", "town-hall/cases")).Succeeded();
        Assert.Equal((0, 0), (again.Sum("mapped"), again.Sum("quarantined")));
        Assert.Equal(again.Sum("pulled"), again.Sum("unchanged"));
        Assert.True(DateTimeOffset.Parse(Cursor(again)) < DateTimeOffset.UtcNow);

        var delivered = (await hub.RunAsync("deliver", "zone-platform")).Succeeded();
        Assert.Equal(92, delivered.Number("delivered"));
        Assert.DoesNotContain("QZ095", platform.NumbersTaken);
        Assert.Equal(0, (await hub.RunAsync("deliver", "zone-platform")).Succeeded().Number("delivered"));

        // A row that was committed late, within the look-back.
        hall.Records.Add(Hall.Record("QZ500", Hall.At(-4)));
        Assert.Equal(1, (await hub.RunAsync("sync", "town-hall")).Succeeded().Sum("mapped"));
        var full = (await hub.RunAsync("sync", "town-hall", "--full")).Succeeded();
        Assert.Equal((103, 103), (full.Sum("pulled"), full.Sum("unchanged")));
        var window = (await hub.RunAsync("sync", "town-hall", "--from", "2020-01-01", "--to", "2020-02-01")).Succeeded();
        Assert.Equal(0, window.Sum("mapped"));
        Assert.Single((await hub.RunAsync("status")).Succeeded()["streams"].EnumerateArray());
    }

    [Fact]
    public async Task Lint_BrokenFiles_TellsEverythingAtOnce()
    {
        await using var hub = await ForeignHub.CreateAsync(servers, "http://127.0.0.1:1", "http://127.0.0.1:1");
        hub.Replace("mappings/town-hall/cases.yaml", "check: itemCode", "chek: itemCode");
        hub.Replace("mappings/town-hall/cases.yaml", "  applicant.type: ", "  applicant.tipe: ");
        hub.Replace("mappings/town-hall/cases.yaml", "code: material-way", "code: material-wey");
        hub.Replace("mappings/town-hall/codes.csv", "2,done", "2,dun");

        var lint = await hub.RunAsync("mapping", "lint", "town-hall");

        Assert.Equal(2, lint.ExitCode);
        var problems = lint["problems"].EnumerateArray().ToList();
        foreach (var (wrong, right) in new[] { ("chek", "check"), ("applicant.tipe", "applicant.type"), ("material-wey", "material-way"), ("dun", "done") })
        {
            var problem = Assert.Single(problems, p => Text(p, "message").Contains(wrong, StringComparison.Ordinal));
            Assert.Contains(right, Text(problem, "remedy"), StringComparison.Ordinal);
            Assert.True(problem.GetProperty("line").GetInt32() > 1 && problem.GetProperty("column").GetInt32() > 0, problem.ToString());
            Assert.Contains("town-hall", Text(problem, "file"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("sync")]
    [InlineData("sync nosuch")]
    [InlineData("sync town-hall/nosuch")]
    [InlineData("sync zone-platform")]
    [InlineData("sync town-hall --from yesterday")]
    [InlineData("deliver town-hall")]
    [InlineData("connector read town-hall --limit 0")]
    [InlineData("mapping lint nosuch")]
    [InlineData("status --db Host=127.0.0.1;Prot=1")]
    public async Task Verbs_WrongUse_AnswerWithAnErrorAndTwo(string words)
    {
        await using var hub = await ForeignHub.CreateAsync(servers, "http://127.0.0.1:1", "http://127.0.0.1:1");

        var verb = await hub.RunAsync(words.Split(' '));

        Assert.Equal(2, verb.ExitCode);
        Assert.NotEmpty(Text(verb["error"], "message"));
        Assert.NotEmpty(Text(verb["error"], "remedy"));
    }

    private static string Cursor(Verb sync) => JsonDocument.Parse(sync.Runs[0].GetProperty("cursor").GetString()!).RootElement.GetProperty("at").GetString()!;

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
