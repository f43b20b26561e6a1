using System.Text;
using System.Xml.Linq;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;

namespace Exchange.Connectors.Soap.Tests;

public sealed class SoapTargetTests : SoapFixture
{
    private const string OneString = """
        call:
          operation: collectReportPermit
          parameters:
            userId: hub
            operType: "{operation}"
            report: { xml: "<APPROVEDATAINFO>{item}</APPROVEDATAINFO>", as: cdata }
        item: { root: SQ }
        idempotency: { item: "@key" }
        result: { inside: xml }
        results: { code: $.r.code, message: $.r.msg, platformId: $.r.id, done: ["0"], repeat: ["409"], retry: ["503"], rejected: ["*"] }
        """;

    private const string Batch = """
        perCall: 10
        call: { operation: collectAll, parameters: { n: "{count}", report: "<all>{items}</all>" } }
        item: { template: "<SQ><NO>{item.NO}</NO><NAME>{item.NAME}</NAME></SQ>" }
        result: { inside: xml }
        results: { records: $.r.row, key: no, itemKey: NO, code: code, message: msg, done: ["0"], rejected: ["422"] }
        """;

    [Fact]
    public async Task Write_ItemByItsStructure_IsXmlInAString()
    {
        Service.Answer = (_, _, _) => FakeService.ReturnsText("<r><code>0</code><id>P-7</id></r>");
        await using var target = Target(OneString);

        var result = Assert.Single(await target.WriteAsync([Item("k1", """{"NO":"1<2","@type":"A","NAME":"张\u0001三","M":[{"X":1},{"X":true}],"NONE":null}""")], default));

        Assert.Equal(DeliveryOutcome.Accepted, result.Outcome);
        Assert.Equal("P-7", result.PlatformId);
        var report = FakeService.Value(Service.Calls[0], "report");
        Assert.Equal("<APPROVEDATAINFO><SQ key=\"k1\" type=\"A\"><NO>1&lt;2</NO><NAME>张三</NAME><M><X>1</X></M><M><X>true</X></M><NONE></NONE></SQ></APPROVEDATAINFO>", report);
        Assert.Equal("upsert", FakeService.Value(Service.Calls[0], "operType"));
    }

    [Theory]
    [InlineData("409", DeliveryOutcome.Repeated)]
    [InlineData("503", DeliveryOutcome.Retry)]
    [InlineData("77", DeliveryOutcome.Rejected)]
    [InlineData("", DeliveryOutcome.Unknown)]
    public async Task Write_WholeResult_MeansWhatItsCodeSays(string code, DeliveryOutcome outcome)
    {
        Service.Answer = (_, _, _) => FakeService.ReturnsText($"<r><code>{code}</code><msg>说明</msg></r>");
        await using var target = Target(OneString);

        var result = Assert.Single(await target.WriteAsync([Item("k1")], default));

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal("说明", outcome == DeliveryOutcome.Repeated ? "说明" : result.Message);
    }

    [Fact]
    public async Task Write_ResultForEachItem_IsFoundByItsKey()
    {
        Service.Answer = (_, _, _) => FakeService.ReturnsText("<r><row><no>N2</no><code>422</code><msg>缺少材料</msg></row><row><no>N1</no><code>0</code></row></r>");
        await using var target = Target(Batch);

        var results = (await target.WriteAsync([Item("k1", """{"NO":"N1","NAME":"a&b"}"""), Item("k2", """{"NO":"N2"}"""), Item("k3", """{"NO":"N3"}""")], default)).ToDictionary(r => r.Key);

        Assert.Equal(DeliveryOutcome.Accepted, results["k1"].Outcome);
        Assert.Equal(DeliveryOutcome.Rejected, results["k2"].Outcome);
        Assert.Equal("缺少材料", results["k2"].Message);
        Assert.Equal(DeliveryOutcome.Unknown, results["k3"].Outcome);
        var sent = XElement.Parse(FakeService.Value(Service.Calls[0], "report"));
        Assert.Equal("a&b", sent.Elements("SQ").First().Element("NAME")!.Value);
        Assert.Equal("3", FakeService.Value(Service.Calls[0], "n"));
    }

    [Fact]
    public async Task Write_CallRefusedForOneBadItem_TheOthersArrive()
    {
        Service.Answer = (call, _, _) => FakeService.Value(call, "report").Contains("BAD", StringComparison.Ordinal)
            ? FakeService.Fault("soapenv:Client", "schema error")
            : FakeService.ReturnsText($"<r>{string.Concat(XElement.Parse(FakeService.Value(call, "report")).Elements("SQ").Select(s => $"<row><no>{s.Element("NO")!.Value}</no><code>0</code></row>"))}</r>");
        await using var target = Target(Batch);

        var results = await target.WriteAsync([.. Enumerable.Range(0, 8).Select(i => Item($"k{i}", $$"""{"NO":"{{(i == 5 ? "BAD" : $"N{i}")}}"}"""))], default);

        Assert.Equal("k5", Assert.Single(results, r => r.Outcome == DeliveryOutcome.Rejected).Key);
        Assert.Equal(7, results.Count(r => r.Outcome == DeliveryOutcome.Accepted));
    }

    [Fact]
    public async Task Write_ServerFault_IsUnknownAndNotMadeAgain()
    {
        Service.Answer = (_, _, _) => FakeService.Fault("soapenv:Server", "后台错误");
        await using var target = Target(OneString);

        var result = Assert.Single(await target.WriteAsync([Item("k1")], default));

        Assert.Equal(DeliveryOutcome.Unknown, result.Outcome);
        Assert.Equal("后台错误", result.Message);
        Assert.Single(Service.Calls);
    }

    [Fact]
    public async Task Write_ReplyNobodyCanRead_IsUnknown()
    {
        Service.Answer = (_, _, n) => n == 1 ? new Reply(200, "text/html", "<html>"u8.ToArray()) : FakeService.ReturnsText("<r><code>");
        await using var target = Target(OneString);

        Assert.Equal(DeliveryOutcome.Unknown, Assert.Single(await target.WriteAsync([Item("k1")], default)).Outcome);
        Assert.Equal(DeliveryOutcome.Unknown, Assert.Single(await target.WriteAsync([Item("k1")], default)).Outcome);
    }

    [Fact]
    public async Task Write_NoAnswer_IsUnknown_Busy_IsTriedAgain_Refused_IsConfiguration()
    {
        Service.Answer = (_, context, n) =>
        {
            if (n == 1)
            {
                context.Abort();
            }

            return n == 2 ? new Reply(503, "text/plain", []) : new Reply(401, "text/plain", []);
        };
        await using var target = Target(OneString);

        Assert.Equal(DeliveryOutcome.Unknown, Assert.Single(await target.WriteAsync([Item("k1")], default)).Outcome);
        Assert.Equal(DeliveryOutcome.Retry, Assert.Single(await target.WriteAsync([Item("k1")], default)).Outcome);
        Assert.Equal(FailureKind.Configuration, (await Assert.ThrowsAsync<ExchangeException>(() => target.WriteAsync([Item("k1")], default))).Kind);
    }

    [Fact]
    public async Task Write_MemberThatIsNoElement_IsRejectedWithoutACall()
    {
        await using var target = Target(OneString);

        Assert.Equal(DeliveryOutcome.Rejected, Assert.Single(await target.WriteAsync([Item("k1", """{"a b":1}""")], default)).Outcome);
        Assert.Empty(Service.Calls);
    }

    [Fact]
    public async Task Write_SessionHasEnded_IsRenewedOnlyWhereTheFaultSaysSo()
    {
        var logins = 0;
        Service.Answer = (call, _, n) => call.Name.LocalName == "login" ? FakeService.Returns($"s{++logins}", "login")
            : n == 2 ? FakeService.Fault("soap:Server", "会话已过期") : FakeService.ReturnsText("<r><code>0</code></r>");
        await using var target = Target(OneString, "auth: { type: login, operation: login, parameters: { u: hub }, name: sid, expired: [会话已过期] }");

        Assert.Equal(DeliveryOutcome.Accepted, Assert.Single(await target.WriteAsync([Item("k1")], default)).Outcome);
        Assert.Equal(2, logins);
    }

    [Fact]
    public async Task Ask_ByAQuery_TellsWhatIsHeld()
    {
        Service.Answer = (call, _, _) => FakeService.ReturnsText(FakeService.Value(call, "no") switch
        {
            "N1" => "<r><row><v>3</v><id>P1</id></row></r>",
            "N2" => "<r><row><v>2</v></row></r>",
            _ => "<r/>",
        });
        await using var target = Target(OneString + "\nknown: { call: { operation: find, parameters: { no: \"{item.NO}\" } }, result: { inside: xml }, records: $.r.row, version: v, platformId: id }\ncapabilities: { onUnknown: ask }");

        var results = await target.AskAsync([Item("k1", """{"NO":"N1"}"""), Item("k2", """{"NO":"N2"}"""), Item("k3", """{"NO":"N3"}""")], default);

        Assert.Equal([DeliveryOutcome.Repeated, DeliveryOutcome.Retry, DeliveryOutcome.Retry], results.Select(r => r.Outcome));
        Assert.Equal("P1", results[0].PlatformId);
    }

    [Fact]
    public async Task Write_JsonInAString_AndCheck()
    {
        Service.Answer = (_, _, _) => FakeService.ReturnsText("true");
        await using var target = Target("call: { operation: put, parameters: { data: \"{items}\" } }\nperCall: 5\nitem: { format: json }\nresults: { code: $, done: [\"true\"] }");

        Assert.All(await target.WriteAsync([Item("k1"), Item("k2")], default), r => Assert.Equal(DeliveryOutcome.Accepted, r.Outcome));
        Assert.Equal("""[{"NO":"N"},{"NO":"N"}]""", FakeService.Value(Service.Calls[0], "data"));
        Assert.True((await target.CheckAsync(default)).Ok);
    }

    private static DeliveryItem Item(string key, string json = """{"NO":"N"}""") => new()
    {
        Key = key, CaseId = "C" + key, Version = 3, Operation = RecordOperation.Upsert, Json = Encoding.UTF8.GetBytes(json),
    };
}
