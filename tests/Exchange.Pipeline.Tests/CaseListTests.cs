using System.Text;
using System.Text.Json.Nodes;
using Exchange.Pipeline.Registry;
using Exchange.Schema.Cases;

namespace Exchange.Pipeline.Tests;

/// <summary>What several records say in one list of a case.</summary>
public sealed class CaseListTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly OpenContribution Head = Part("case", 0, """{"sourceCaseNo":"A1","status":"accepted","materials":[{"key":"m0","name":"申请表"}]}""");

    private static readonly OpenContribution[] Whole =
    [
        Head,
        Part("event", 1, """{"status":"in-process","events":[{"key":"e1","startedAt":"2026-03-02T10:00:00+08:00"}]}"""),
        Part("event", 2, """{"status":"in-process","events":[{"key":"e2","startedAt":"2026-03-02T01:30:00Z"}]}"""),
        Part("pause", 3, """{"pauses":[{"key":"1","kind":"special-procedure","startedAt":"2026-03-03T10:00:00+08:00"}]}"""),
        Part("pause", 4, """{"pauses":[{"key":"1","kind":"special-procedure","endedAt":"2026-03-05T10:00:00+08:00","result":"完成"}]}""", "pause-ends"),
        Part("pause", 5, """{"pauses":[{"key":"1","kind":"supplement","startedAt":"2026-03-02T09:30:00+08:00"}]}""", "supplements"),
        Part("material", 6, """{"materials":[{"name":"身份证"}]}"""),
        Part("material", 7, """{"materials":[{"name":"身份证"}]}"""),
        Part("result", 8, """{"status":"done","finishedAt":"2026-03-06T10:00:00+08:00","result":{"outcome":"granted"}}"""),
        Part("licence", 9, """{"licences":[{"key":"l","number":"1","issuer":{"name":"局"}}]}"""),
        Part("delivery", 10, """{"deliveries":[{"key":"d","method":"mail"}],"status":"delivered"}"""),
        Part("fee", 11, """{"fees":[{"key":"f","amount":12.50,"status":"paid"}]}"""),
        Part("evaluation", 12, """{"evaluations":[{"key":"v","satisfaction":"satisfied"}]}"""),
        Part("child", 13, """{"children":[{"key":"c","caseNo":"B1"}]}"""),
        Part("party", 14, """{"parties":[{"key":"p1","role":"right-holder","name":"张三"}]}"""),
        Part("alert", 16, """{"alerts":[{"key":"a","light":"red","at":"2026-03-05T10:00:00+08:00"}]}"""),
        Part("party", 15, """{"parties":[{"key":"p2","role":"right-holder","name":"李四"}]}"""),
    ];

    [Fact]
    public void Assemble_EveryPart_IsInTheCase()
    {
        var whole = Read(Whole);

        foreach (var part in CaseParts.All.Where(p => p != CaseParts.Case))
        {
            Assert.NotNull(whole[CaseParts.PathOf(part)!]);
        }

        Assert.Equal("delivered", (string?)whole["status"]);
        Assert.Equal(["e2", "e1"], whole["events"]!.AsArray().Select(e => (string?)e!["key"]));
        Assert.Equal(2, whole["parties"]!.AsArray().Count);
        Assert.Equal("12.50", whole["fees"]![0]!["amount"]!.ToJsonString());
    }

    [Fact]
    public void Assemble_AlertAndItsAnswer_AreOneAlert()
    {
        var raised = Part("alert", 1, """{"alerts":[{"key":"J1","light":"yellow","at":"2026-03-05T10:00:00+08:00","authority":{"name":"监察室"}}]}""", "alerts");
        var other = Part("alert", 2, """{"alerts":[{"key":"J2","light":"red","at":"2026-03-04T10:00:00+08:00"}]}""", "alerts");
        var answer = Part("alert", 3, """{"alerts":[{"key":"J1","result":"已办结","settledAt":"2026-03-06T10:00:00+08:00"}]}""", "answers");

        var alerts = Read([answer, Head, other, raised])["alerts"]!.AsArray();

        Assert.Equal(["J2 red ", "J1 yellow 已办结"], alerts.Select(a => $"{a!["key"]} {a["light"]} {a["result"]}"));
    }

    [Fact]
    public void Assemble_EveryPartInAnyOrder_SameBytes()
    {
        var random = new Random(5);
        var expected = Text(Whole);
        for (var round = 0; round < 300; round++)
        {
            var shuffled = Whole.ToArray();
            random.Shuffle(shuffled);
            Assert.Equal(expected, Text(shuffled));
        }
    }

    [Fact]
    public void Assemble_OnePartGone_TakesOnlyWhatItSaid()
    {
        var whole = Read(Whole);
        foreach (var gone in Whole.Where(p => p.Part is not ("case" or "result" or "pause" or "delivery")))
        {
            var path = CaseParts.PathOf(gone.Part)!;
            var left = Read([.. Whole.Where(p => p != gone)]);
            Assert.Equal(whole[path]!.AsArray().Count - 1, (left[path] as JsonArray)?.Count ?? 0);
            foreach (var (name, value) in whole.Where(p => p.Key != path))
            {
                Assert.True(JsonNode.DeepEquals(value, left[name]), $"{gone.Part} took '{name}' along.");
            }
        }

        Assert.Equal(Encoding.UTF8.GetString(Head.Content.Span), Text(Head));
    }

    [Fact]
    public void Assemble_StartAndEndOfAPauseFromTwoStreams_AreOnePause()
    {
        var pauses = Read(Whole)["pauses"]!.AsArray();

        Assert.Equal(2, pauses.Count);
        Assert.Equal("supplement", (string?)pauses[0]!["kind"]);
        Assert.Equal("2026-03-03T10:00:00+08:00", (string?)pauses[1]!["startedAt"]);
        Assert.Equal("2026-03-05T10:00:00+08:00", (string?)pauses[1]!["endedAt"]);
        Assert.Equal("完成", (string?)pauses[1]!["result"]);
    }

    [Fact]
    public void Assemble_EqualRecordsOfOneStream_AreTwoElements()
    {
        Assert.Equal(3, Read(Whole)["materials"]!.AsArray().Count);
        Assert.Equal(2, Read([Head, Part("event", 1, """{"events":[{"key":"n"}]}"""), Part("event", 2, """{"events":[{"key":"n"}]}""")])["events"]!.AsArray().Count);
    }

    [Fact]
    public void Assemble_ElementOfTwoStreams_TheLastWordThenTheNewestCounts()
    {
        var old = Part("licence", 1, """{"licences":[{"key":"l","number":"1","name":"旧"}]}""", "a");
        var fresh = Part("licence", 2, """{"licences":[{"key":"l","number":"2"}]}""", "b");

        Assert.Equal("""[{"key":"l","number":"2","name":"旧"}]""", Plain([Head, old, fresh], "licences"));
        Assert.Equal("""[{"key":"l","number":"1","name":"旧"}]""", Plain([Head, old with { Authority = ["licences"] }, fresh], "licences"));
    }

    [Theory]
    [InlineData("in-process", 2, "suspended", 1, "in-process")]
    [InlineData("in-process", 1, "suspended", 2, "suspended")]
    [InlineData("supplement-requested", 2, "supplemented", 1, "supplement-requested")]
    [InlineData("accepted", 2, "in-process", 1, "in-process")]
    public void Assemble_Status_BackAndForth_TheLastCounts(string head, int headSecond, string other, int otherSecond, string expected)
    {
        var whole = Read([Part("case", headSecond, $$"""{"status":"{{head}}"}"""), Part("event", otherSecond, $$"""{"status":"{{other}}"}""")]);

        Assert.Equal(expected, (string?)whole["status"]);
    }

    private static OpenContribution Part(string part, int second, string json, string? stream = null) =>
        new(part, $"s/{stream ?? part}", [], $"{part}{second}", Noon.AddSeconds(second), Encoding.UTF8.GetBytes(json));

    private static string Text(params OpenContribution[] contributions) => Encoding.UTF8.GetString(CaseAssembly.Assemble(contributions).Span);

    private static JsonObject Read(OpenContribution[] contributions) => JsonNode.Parse(Text(contributions))!.AsObject();

    private static string Plain(OpenContribution[] contributions, string list)
    {
        var text = Text(contributions);
        var at = text.IndexOf($"\"{list}\":", StringComparison.Ordinal) + list.Length + 3;
        return text[at..(text.IndexOf(']', at) + 1)];
    }
}
