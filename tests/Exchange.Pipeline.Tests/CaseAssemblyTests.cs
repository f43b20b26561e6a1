using System.Text;
using System.Text.Json;
using Exchange.Pipeline.Registry;

namespace Exchange.Pipeline.Tests;

public sealed class CaseAssemblyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Assemble_AnyOrderOfContributions_SameBytes()
    {
        var random = new Random(11);
        for (var round = 0; round < 200; round++)
        {
            var contributions = Enumerable.Range(0, random.Next(2, 7)).Select(i => Any(random, i)).ToArray();
            var expected = Text(contributions);
            random.Shuffle(contributions);
            Assert.Equal(expected, Text(contributions));
        }
    }

    [Fact]
    public void Assemble_Status_IsTheFurthestOfAllParts()
    {
        Assert.Equal("done", Read("status", Part("case", 5, """{"status":"accepted"}"""), Part("result", 1, """{"status":"done"}"""), Part("event", 9, """{"status":"in-process"}""")));
    }

    [Fact]
    public void Assemble_Field_ComesFromTheCaseBeforeItsParts()
    {
        Assert.Equal("2026-03-01", Read("finishedAt", Part("result", 9, """{"finishedAt":"2026-03-02"}"""), Part("case", 1, """{"finishedAt":"2026-03-01"}""")));
    }

    [Fact]
    public void Assemble_Result_IsTheNewestOfThoseWithTheLastWord()
    {
        var head = Part("case", 1, """{"result":{"outcome":"granted"}}""", "results");
        var later = Part("result", 2, """{"result":{"outcome":"voided"}}""", "results");
        var other = Part("result", 9, """{"result":{"outcome":"refused"}}""");

        Assert.Equal("voided", Read("result.outcome", head, later, other));
        Assert.Equal("refused", Read("result.outcome", head with { Authority = [] }, other));
    }

    [Fact]
    public void Assemble_Lists_AreJoinedWithoutRepetitionInTheOrderOfTime()
    {
        var text = Text(
            Part("case", 1, """{"events":[{"key":"b","startedAt":"2"}]}"""),
            Part("event", 2, """{"events":[{"key":"a","startedAt":"1"}]}"""),
            Part("event", 3, """{"events":[{"key":"b","startedAt":"2"}]}"""));

        Assert.Equal("""{"events":[{"key":"a","startedAt":"1"},{"key":"b","startedAt":"2"}]}""", text);
    }

    private static OpenContribution Any(Random random, int number)
    {
        string[] parts = ["case", "event", "result", "material"];
        string[] states = ["accepted", "in-process", "done", "withdrawn"];
        var json = $$"""{"status":"{{states[random.Next(4)]}}","result":{"outcome":"{{random.Next(3)}}"},"events":[{"key":"{{random.Next(3)}}","startedAt":"{{random.Next(3)}}"}],"applicant":{"f{{random.Next(3)}}":{{random.Next(5)}} } }""";
        return Part(parts[random.Next(4)], random.Next(3), json, random.Next(3) == 0 ? "results" : null) with { Key = $"{number}", Version = random.Next(5) == 0 ? null : Noon.AddSeconds(random.Next(3)) };
    }

    private static OpenContribution Part(string part, int second, string json, string? authority = null) =>
        new(part, $"s/{part}", authority is null ? [] : [authority], $"{part}{second}", Noon.AddSeconds(second), Encoding.UTF8.GetBytes(json));

    private static string Text(params OpenContribution[] contributions) => Encoding.UTF8.GetString(CaseAssembly.Assemble(contributions).Span);

    private static string? Read(string path, params OpenContribution[] contributions)
    {
        using var document = JsonDocument.Parse(Text(contributions));
        var at = document.RootElement;
        foreach (var name in path.Split('.'))
        {
            at = at.GetProperty(name);
        }

        return at.GetString();
    }
}
