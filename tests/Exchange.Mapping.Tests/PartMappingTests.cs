using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Schema.Cases;

namespace Exchange.Mapping.Tests;

/// <summary>Every part of a case as the target of a mapping.</summary>
public sealed class PartMappingTests
{
    private const string Codes = """
        table,raw,canonical
        pause-kind,A,extension
        licence-status,1,valid
        delivery-method,02,mail
        fee-status,1,paid
        satisfaction,5,very-satisfied
        channel-of-evaluation,3,qr-code
        child-status,9,done
        party-role,QLR,right-holder
        event-status,02,done
        light,1,yellow
        document,TWTX,taiwan-permit
        unit,G,workday

        """;

    [Theory]
    [InlineData("event", "status: { from: c, code: event-status }\n  department.code: d\n  department.name: n", "02", """{"events":[{"department":{"code":"D","name":"N"},"status":"done","raw":{"status":"02"}}]}""")]
    [InlineData("pause", "key: n\n  kind: { from: c, code: pause-kind }\n  startedAt: { from: t, datetime: iso }\n  department: { name: n }\n  case.status: { const: suspended }", "A", """{"status":"suspended","pauses":[{"key":"N","kind":"extension","startedAt":"2026-03-02T09:00:00+08:00","department":{"name":"N"},"raw":{"kind":"A"}}]}""")]
    [InlineData("licence", "number: n\n  issuer.code: d\n  validTo: { from: day, date: iso }\n  status: { from: c, code: licence-status }", "1", """{"licences":[{"number":"N","issuer":{"code":"D"},"validTo":"2099-12-31","status":"valid","raw":{"status":"1"}}]}""")]
    [InlineData("delivery", "method: { from: c, code: delivery-method }\n  sentAt: { from: t, datetime: iso }", "02", """{"deliveries":[{"method":"mail","sentAt":"2026-03-02T09:00:00+08:00","raw":{"method":"02"}}]}""")]
    [InlineData("alert", "key: n\n  light: { from: c, code: light }\n  at: { from: t, datetime: iso }\n  daysLeft: { from: a2, number: plain }\n  authority.name: n\n  department.code: d", "1", """{"alerts":[{"key":"N","light":"yellow","at":"2026-03-02T09:00:00+08:00","daysLeft":-2,"authority":{"name":"N"},"department":{"code":"D"},"raw":{"light":"1"}}]}""")]
    [InlineData("licence", "key: long\n  identifier: long", "", """{"licences":[{"key":"1.2.156.3005.2.12350500XX0000051Q001.11350500XX000006XK.00001.001.X","identifier":"1.2.156.3005.2.12350500XX0000051Q001.11350500XX000006XK.00001.001.X"}]}""")]
    [InlineData("delivery", "idType: { from: c, code: document }\n  idNo: n", "TWTX", """{"deliveries":[{"idType":"taiwan-permit","idNo":"N","raw":{"idType":"TWTX"}}]}""")]
    [InlineData("pause", "kind: { const: extension }\n  limit.amount: { from: a1, number: plain }\n  limit.unit: { from: c, code: unit }", "G", """{"pauses":[{"kind":"extension","limit":{"amount":10,"unit":"workday"},"raw":{"limit.unit":"G"}}]}""")]
    [InlineData("result", "outcome: { const: granted }\n  issuer.code: d\n  issuer.name: n", "", """{"result":{"outcome":"granted","issuer":{"code":"D","name":"N"}}}""")]
    [InlineData("event", "name: n\n  case.earlierCaseNo: d\n  case.promisedLimit: { amount: { from: a1, number: plain }, unit: { const: day } }\n  case.statutoryLimit.amount: { from: a1, number: plain }\n  case.statutoryLimit.unit: { from: c, code: unit }", "G", """{"earlierCaseNo":"D","promisedLimit":{"amount":10,"unit":"day"},"statutoryLimit":{"amount":10,"unit":"workday"},"events":[{"name":"N"}],"raw":{"statutoryLimit.unit":"G"}}""")]
    [InlineData("fee", "amount: { from: a, number: plain }\n  status: { from: c, code: fee-status }", "1", """{"fees":[{"amount":12.50,"status":"paid","raw":{"status":"1"}}]}""")]
    [InlineData("evaluation", "satisfaction: { from: c, code: satisfaction }\n  kind: { const: first }", "5", """{"evaluations":[{"satisfaction":"very-satisfied","kind":"first","raw":{"satisfaction":"5"}}]}""")]
    [InlineData("child", "caseNo: n\n  status: { from: c, code: child-status }", "9", """{"children":[{"caseNo":"N","status":"done","raw":{"status":"9"}}]}""")]
    [InlineData("party", "name: n\n  role: { from: c, code: party-role }", "QLR", """{"parties":[{"role":"right-holder","name":"N","raw":{"role":"QLR"}}]}""")]
    public void Map_Part_IsOneElementOfItsList(string part, string fields, string code, string expected)
    {
        using var workspace = new Workspace();
        workspace.Write("demo/part.yaml", $"from: demo/part\nto: case/v1#{part}\nfields:\n  {fields}\n");
        workspace.Write("demo/codes.csv", Codes);

        var json = JsonSerializer.SerializeToUtf8Bytes(new { c = code, n = "N", d = "D", a = "12.50", a1 = "10", a2 = "-2", t = "2026-03-02T09:00:00+08:00", day = "2099-12-31", @long = "1.2.156.3005.2.12350500XX0000051Q001.11350500XX000006XK.00001.001.X" });
        var text = Workspace.Text(workspace.Load("demo/part").Map(json));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(text)), text);
        var read = JsonSerializer.Deserialize(text, CaseJsonContext.Default.Case);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(text), JsonSerializer.SerializeToNode(read, CaseJsonContext.Default.Case)), "Read and written again, it is another.");
    }

    [Fact]
    public void Map_PauseThatEndsBeforeItBegins_IsAContradiction()
    {
        using var workspace = new Workspace();
        workspace.Write("demo/part.yaml", "from: demo/part\nto: case/v1#pause\nfields:\n  startedAt: { from: a, datetime: iso }\n  endedAt: { from: b, datetime: iso }\n");

        var outcome = workspace.Load("demo/part").Map("""{"a":"2026-03-02","b":"2026-03-01"}"""u8.ToArray());

        Assert.Equal(("pauses.endedAt", "contradiction"), (Assert.Single(outcome.Errors).Field, outcome.Errors[0].Reason));
    }

    [Fact]
    public void Map_LicenceIdentifierWithAnotherCheckCharacter_IsAWarning()
    {
        using var workspace = new Workspace();
        workspace.Write("demo/part.yaml", "from: demo/part\nto: case/v1#licence\nfields:\n  identifier: { from: a, check: licenceIdentifier }\n");
        var mapping = workspace.Load("demo/part");

        var doubtful = mapping.Map("""{"a":"1.2.156.3005.2.11350500XX000006XK011.11350500XX000006XK.000000002.001.5"}"""u8.ToArray());
        var wrong = mapping.Map("""{"a":"1.2.156.3005.2"}"""u8.ToArray());

        Assert.True(doubtful.Ok);
        Assert.Equal("bad-check", Assert.Single(doubtful.Warnings).Reason);
        Assert.Equal("bad-check", Assert.Single(wrong.Errors).Reason);
    }

    [Fact]
    public void Lint_Calendar_IsLookedOverAndIsNoCodeTable()
    {
        using var workspace = Workspace.Demo();
        workspace.Write("codes/calendar.csv", "from,to,kind,label\n2026-05-01,2026-05-05,holiday,劳动节\n");

        var problem = workspace.OnlyProblem();

        Assert.Equal("'holiday' is no kind of day.", problem.Message);
        Assert.Equal(2, problem.Location.Line);
    }

    [Fact]
    public void Lint_UnknownPart_NamesTheNearest()
    {
        using var workspace = new Workspace();
        workspace.Write("demo/part.yaml", "from: demo/part\nto: case/v1#pauses\nfields:\n  name: n\n");

        Assert.Contains("Did you mean 'pause'?", workspace.OnlyProblem().Remedy, StringComparison.Ordinal);
    }
}
