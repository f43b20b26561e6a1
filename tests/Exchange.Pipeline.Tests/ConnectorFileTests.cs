using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Mapping.Yaml;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Delivery;
using Exchange.Pipeline.Registry;

namespace Exchange.Pipeline.Tests;

public sealed class ConnectorFileTests
{
    private const string Good = """
        id: hall
        name: 大厅
        kind: rest
        timeZone: Asia/Shanghai
        streams:
          - { name: cases, part: case, key: [a, b], caseKey: no, mapping: hall/cases, start: "2020-01-01", freshness: 10m }
        sink:
          subscribe: { parts: [case], where: "department.code in A, B and status != void" }
          when: { status: [accepted, done] }
          capabilities: { onUnknown: ask }
        """;

    [Fact]
    public void Read_GoodFile_HasWhatItSays()
    {
        var (declaration, problems) = Read(Good);

        Assert.Empty(problems);
        Assert.Equal(["a", "b"], declaration.Streams[0].Key);
        Assert.Equal(TimeSpan.FromHours(8), declaration.Streams[0].Start!.Value.Offset);
        Assert.Equal(3, declaration.Sink!.Where.Count);
        Assert.Equal("ask", declaration.Sink.Capabilities.OnUnknown);
    }

    [Fact]
    public void Read_EveryPartOfTheSchema_IsAPartOfAStream()
    {
        foreach (var part in Schema.Cases.CaseParts.All)
        {
            var (declaration, problems) = Read(Good.Replace("part: case,", $"part: {part},", StringComparison.Ordinal));
            Assert.Empty(problems);
            Assert.Equal(part, declaration.Streams[0].Part);
        }
    }

    [Theory]
    [InlineData("timeZone: Asia/Shanghai", "timezone: Asia/Shanghai", "'timeZone' is missing", null)]
    [InlineData("timeZone: Asia/Shanghai", "timeZone: Asia/Shangai", "is not known", "4:11")]
    [InlineData("caseKey: no, ", "", "'caseKey' is missing", null)]
    [InlineData("key: [a, b], ", "", "'key' is missing", null)]
    [InlineData("part: case,", "part: cases,", "'part' is 'cases'", "6:26")]
    [InlineData("freshness: 10m", "freshness: 10", "not a duration", null)]
    [InlineData("id: hall", "id: Hall 1", "not a name", "1:5")]
    [InlineData("onUnknown: ask", "onUnknown: aks", "Did you mean 'ask'?", null)]
    [InlineData("capabilities: { onUnknown", "capabilities: { onUnknwon", "Did you mean 'onUnknown'?", null)]
    [InlineData("subscribe: { parts", "subscribe: { part", "Did you mean 'parts'?", null)]
    [InlineData("in A, B and", "among A, B and", "cannot be read", null)]
    public void Read_Mistake_IsNamedWithItsPlaceAndRemedy(string from, string to, string expected, string? at)
    {
        var (_, problems) = Read(Good.Replace(from, to, StringComparison.Ordinal));

        var problem = problems.First(p => $"{p.Message} {p.Remedy}".Contains(expected, StringComparison.Ordinal));
        Assert.NotEmpty(problem.Remedy);
        Assert.True(problem.Location.Line > 0);
        Assert.True(at is null || at == $"{problem.Location.Line}:{problem.Location.Column}", problem.Location.ToString());
    }

    [Fact]
    public void Read_SeveralMistakes_AreReportedAtOnce()
    {
        var (_, problems) = Read(Good.Replace("kind: rest", "knid: rest", StringComparison.Ordinal).Replace("caseKey: no, ", "", StringComparison.Ordinal));

        Assert.True(problems.Count >= 3, string.Join("\n", problems));
    }

    [Theory]
    [InlineData("""{"department":{"code":"A"},"status":"accepted"}""", true, true)]
    [InlineData("""{"department":{"code":"A"},"status":"draft"}""", true, false)]
    [InlineData("""{"department":{"code":"C"},"status":"accepted"}""", false, false)]
    [InlineData("""{"department":{"code":"A"},"status":"void"}""", false, false)]
    [InlineData("""{"status":"accepted"}""", false, false)]
    public void Take_Version_ByItsConditions(string content, bool taken, bool always)
    {
        var row = Take(content, RecordOperation.Upsert, "case");

        Assert.Equal(taken, row is not null);
        Assert.Equal(always, row?.Always ?? false);
    }

    [Fact]
    public void Take_OtherPartOrWithdrawal_GoesByPartsAndCapability()
    {
        Assert.Null(Take("""{"department":{"code":"A"},"status":"accepted"}""", RecordOperation.Upsert, "event"));
        var withdrawal = Take("{}", RecordOperation.Delete, "event")!;
        Assert.True(withdrawal is { Always: false, Withdraws: true, Parked: true });
    }

    private static OutboxWrite? Take(string content, RecordOperation operation, string part)
    {
        var declaration = Read(Good).Declaration;
        using var document = JsonDocument.Parse(content);
        return new Subscription(new HubTarget(1, declaration, declaration.Sink!))
            .Take(new CaseVersion(1, 1, operation, new CaseFacts(), [], null), document.RootElement, new HashSet<string> { part }, DeliveryLane.Live, [new WorkContribution(1, "bureau/accepted", part, "k", null, null, null)]);
    }

    private static (ConnectorDeclaration Declaration, IReadOnlyList<Problem> Problems) Read(string yaml)
    {
        var problems = new ProblemList();
        var declaration = ConnectorFile.Read(YamlFile.Parse(yaml, "connector.yaml", problems)!, problems);
        return (declaration, problems.Items);
    }
}
