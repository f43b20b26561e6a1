using System.Text;
using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Tests;
using Microsoft.AspNetCore.Http;

namespace Exchange.Connectors.Rest.Tests;

/// <summary>Targets that take one item at a time, in their own words, and finish it later.</summary>
public sealed class SinkTests
{
    [Fact]
    public async Task TokenThenCreateThenPoll_GivesTheResultsId()
    {
        await using var scene = await Scene.StartAsync(a => a.Path switch
        {
            "/getToken" => """{"token":"T1"}""",
            "/createItem" => """{"result":"1","item_id":"77"}""",
            _ => a.Number < 6 ? """{"state":"0"}""" : """{"state":"1","no":"P77"}""",
        });

        var result = Assert.Single(await scene.WriteAsync(Created, FakePlatform.Item("A", json: """{"ITEM_CODE":"X1","n":"中"}""")));

        Assert.Equal((DeliveryOutcome.Accepted, "P77"), (result.Outcome, result.PlatformId));
        Assert.Equal("""{"token":"T1","item_code":"X1","data":"{\"caseId\":\"A\",\"ITEM_CODE\":\"X1\",\"n\":\"中\"}"}""", scene.Asked[1].Body);
        Assert.Equal("/status/77?token=T1", scene.Asked[^1].Path + scene.Asked[^1].QueryText);
        Assert.Equal(6, scene.Asked.Count);
    }

    [Fact]
    public async Task Poll_Failed_IsRejectedInTheTargetsWords()
    {
        await using var scene = await Scene.StartAsync(a => a.Path switch { "/getToken" => """{"token":"T1"}""", "/createItem" => """{"result":"1","item_id":"77"}""", _ => """{"state":-1,"msg":"材料不齐"}""" });

        var result = Assert.Single(await scene.WriteAsync(Created, FakePlatform.Item("A")));

        Assert.Equal((DeliveryOutcome.Rejected, "-1", "材料不齐"), (result.Outcome, result.Code, result.Message));
    }

    [Fact]
    public async Task Poll_NeverDone_IsUnknownWithTheId_AndAskedAgainByIt()
    {
        var done = false;
        await using var scene = await Scene.StartAsync(a => a.Path switch
        {
            "/getToken" => """{"token":"T1"}""",
            "/createItem" => """{"result":"1","item_id":"77"}""",
            _ => done ? """{"state":"1"}""" : """{"state":"0"}""",
        });

        var result = Assert.Single(await scene.WriteAsync(Created, FakePlatform.Item("A")));
        done = true;
        await using var target = scene.Target(Created);
        var asked = Assert.Single(await target.AskAsync([FakePlatform.Item("A") with { PlatformId = result.PlatformId }], default));

        Assert.Equal((DeliveryOutcome.Unknown, "77"), (result.Outcome, result.PlatformId));
        Assert.Contains("not done with it", result.Message);
        Assert.Equal(DeliveryOutcome.Repeated, asked.Outcome);
    }

    [Fact]
    public async Task Create_Refused_IsNotPolled()
    {
        await using var scene = await Scene.StartAsync(a => a.Path == "/getToken" ? """{"token":"T1"}""" : """{"result":"0","msg":"重复"}""");

        Assert.Equal(DeliveryOutcome.Rejected, Assert.Single(await scene.WriteAsync(Created, FakePlatform.Item("A"))).Outcome);
        Assert.Equal(2, scene.Asked.Count);
    }

    [Fact]
    public async Task Operations_HaveRequestsOfTheirOwn()
    {
        await using var scene = await Scene.StartAsync(_ => """{"ok":true}""");

        var results = await scene.WriteAsync(
            """
            kind: rest
            settings: { baseUrl: "URL" }
            sink:
              request: { path: /items }
              update: { method: PUT, path: "/items/{platformId}" }
              withdraw: { method: DELETE, path: "/items/{platformId}", query: { why: "{item.reason}" } }
            """,
            FakePlatform.Item("A"), FakePlatform.Item("B") with { PlatformId = "9" }, FakePlatform.Item("C", operation: RecordOperation.Delete, json: """{"reason":"r s"}""") with { PlatformId = "8" });

        Assert.All(results, r => Assert.Equal(DeliveryOutcome.Accepted, r.Outcome));
        Assert.Equal(3, results.Count);
        Assert.Equal(["POST /items", "PUT /items/9", "DELETE /items/8?why=r%20s"], scene.Asked.Select(a => $"{a.Method} {a.Path}{a.QueryText}"));
        Assert.Equal("", scene.Asked[2].Body);
    }

    [Fact]
    public async Task Wrapped_ItemsStandWhereTheTemplateSays_SignedOverTheBody()
    {
        await using var scene = await Scene.StartAsync(_ => """{"head":{"code":"200"}}""");

        var results = await scene.WriteAsync(
            """
            kind: rest
            settings:
              baseUrl: "URL"
              values: { appId: a1 }
              headers: { appId: "{appId}" }
              sign: { algorithm: hmac-sha256, key: k, over: "{appId}{body}", as: { body: sign } }
              envelope: { code: $.head.code, success: ["200"] }
            sink:
              request: { path: /push, body: { param: { postdata: "{items}" } }, batch: 2 }
            """,
            FakePlatform.Item("A"), FakePlatform.Item("B"), FakePlatform.Item("C"));

        Assert.All(results, r => Assert.Equal(DeliveryOutcome.Accepted, r.Outcome));
        Assert.Equal(2, scene.Asked.Count);
        Assert.StartsWith("""{"param":{"postdata":[{"caseId":"A","SBMC":"n"},{"caseId":"B","SBMC":"n"}]},"sign":""", scene.Asked[0].Body);
        Assert.Equal("a1", scene.Asked[0].Header("appId"));
    }

    [Fact]
    public async Task OkWithFailingCode_AndNoResults_IsNoSuccess()
    {
        await using var scene = await Scene.StartAsync(a => a.Body.Contains("bad", StringComparison.Ordinal) ? """{"code":"500","msg":"字段错误"}""" : """{"code":"0"}""");

        var results = await scene.WriteAsync(
            "kind: rest\nsettings: { baseUrl: \"URL\", envelope: { code: $.code, message: $.msg } }\nsink:\n  request: { path: /x, body: items }",
            FakePlatform.Item("A"), FakePlatform.Item("B", json: """{"bad":1}"""), FakePlatform.Item("C"));

        Assert.Equal([DeliveryOutcome.Accepted, DeliveryOutcome.Rejected, DeliveryOutcome.Accepted], results.OrderBy(r => r.Key).Select(r => r.Outcome));
        Assert.Equal("字段错误", results.Single(r => r.Outcome == DeliveryOutcome.Rejected).Message);
    }

    [Fact]
    public async Task TokenOver_ByCode_IsRenewedAndSentAgain()
    {
        await using var scene = await Scene.StartAsync(a => a.Path == "/login" ? $$"""{"token":"T{{a.Number}}"}""" : a.Header("Authorization") == "Bearer T1" ? """{"code":"401"}""" : """{"code":"0"}""");

        var results = await scene.WriteAsync(
            "kind: rest\nsettings:\n  baseUrl: \"URL\"\n  auth: { type: login, request: { path: /login } }\n  envelope: { code: $.code, expired: [\"401\"] }\nsink:\n  request: { path: /x }",
            FakePlatform.Item("A"));

        Assert.Equal(DeliveryOutcome.Accepted, results[0].Outcome);
        Assert.Equal(["/login", "/x", "/login", "/x"], scene.Asked.Select(a => a.Path));
    }

    [Fact]
    public async Task Form_CarriesFieldsAndTheItemAsText()
    {
        await using var scene = await Scene.StartAsync(_ => "{}");

        await scene.WriteAsync(
            "kind: rest\nsettings: { baseUrl: \"URL\" }\nsink:\n  request: { path: /x, form: { no: \"{item.no}\", missing: \"{item.none}\", data: \"{item:text}\" } }", FakePlatform.Item("A", json: """{"no":7}"""));

        Assert.Equal("no=7&missing=&data=%7B%22caseId%22%3A%22A%22%2C%22no%22%3A7%7D", scene.Asked[0].Body);
    }

    [Fact]
    public async Task Xml_CarriesMembersListsAndAttributes_AndTheXmlAnswerIsRead()
    {
        await using var scene = await Scene.StartAsync(_ => "<Results><Result><Key>A-v1</Key><Code>0</Code><Id>5</Id></Result></Results>");

        var results = await scene.WriteAsync(
            """
            kind: rest
            settings: { baseUrl: "URL", reply: { format: xml } }
            sink:
              request: { path: /x, xml: "<Body no=\"{uuid:N}\"><Cases>{items:Case}</Cases></Body>" }
              results: { path: Results.Result, key: Key, code: Code, platformId: Id }
            """,
            FakePlatform.Item("A", json: """{"@t":"1","名称":"<甲>&","empty":null,"m":[{"n":"1"},{"n":2}],"bad\u0001name":"\u0001x"}"""));

        Assert.Contains("<Case t=\"1\"><caseId>A</caseId><名称>&lt;甲&gt;&amp;</名称><empty /><m><n>1</n></m><m><n>2</n></m><bad_x0001_name>x</bad_x0001_name></Case>", scene.Asked[0].Body);
        Assert.Equal((DeliveryOutcome.Accepted, "5"), (results[0].Outcome, results[0].PlatformId));
    }

    [Fact]
    public async Task CharacterTheTargetLacks_RejectsThatItemAlone()
    {
        await using var scene = await Scene.StartAsync(_ => "{}");

        var results = await scene.WriteAsync(
            "kind: rest\nsettings: { baseUrl: \"URL\" }\nsink:\n  request: { path: /x, body: items, charset: big5 }", FakePlatform.Item("A", json: """{"n":"台"}"""), FakePlatform.Item("B", json: """{"n":"𬭊"}"""));

        Assert.Equal([DeliveryOutcome.Accepted, DeliveryOutcome.Rejected], results.OrderBy(r => r.Key).Select(r => r.Outcome));
        Assert.DoesNotContain("𬭊", results.Single(r => r.Key == "B-v1").Message);
        Assert.Contains("does not have", results.Single(r => r.Key == "B-v1").Message);
    }

    [Fact]
    public async Task Known_OneByOne_ComparesVersions()
    {
        await using var scene = await Scene.StartAsync((a, c) =>
        {
            c.Response.StatusCode = a.Path switch { "/items/C" => 404, "/items/D" => 422, _ => 200 };
            return FakeHall.WriteAsync(c, """{"data":{"key":"x","ver":2,"id":"P"}}""");
        });
        await using var target = scene.Target(
            "kind: rest\nsettings: { baseUrl: \"URL\" }\nsink:\n  request: { path: /x }\n  known: { method: GET, path: \"/items/{caseId}\", record: data, key: key, version: ver, platformId: id }");

        var results = await target.AskAsync([FakePlatform.Item("A", 2), FakePlatform.Item("B", 3), FakePlatform.Item("C"), FakePlatform.Item("D")], default);

        Assert.Equal([DeliveryOutcome.Repeated, DeliveryOutcome.Retry, DeliveryOutcome.Retry, DeliveryOutcome.Unknown], results.Select(r => r.Outcome));
        Assert.Equal("P", results[0].PlatformId);
    }

    [Fact]
    public async Task ListKeys_ByPage_WithACappedSize()
    {
        await using var scene = await Scene.StartAsync(a =>
        {
            var (page, size) = (int.Parse(a.Query["page"]!), int.Parse(a.Query["size"]!));
            return JsonSerializer.Serialize(new { code = 0, data = new { total = "25", rows = Enumerable.Range(0, 25).Skip((page - 1) * size).Take(Math.Min(size, 10)).Select(i => new { no = $"K{i}", v = 3 }) } });
        });
        await using var target = scene.Target("""
            kind: rest
            settings: { baseUrl: "URL", envelope: { code: $.code } }
            sink:
              request: { path: /x }
              listKeys:
                path: /keys
                records: $.data.rows
                key: no
                version: v
                pagination: { type: page, parameter: page, sizeParameter: size, totalPath: $.data.total }
            """);

        var keys = new HashSet<string>();
        await foreach (var held in target.ListKeysAsync(default))
        {
            keys.Add(held.Key);
            Assert.Equal(3, held.Version);
        }

        Assert.Equal(25, keys.Count);
    }

    [Fact]
    public async Task SlowAnswer_IsUnknownNotLost()
    {
        await using var scene = await Scene.StartAsync(async (_, c) =>
        {
            await c.Response.WriteAsync("{");
            await c.Response.Body.FlushAsync();
            await Task.Delay(2000, c.RequestAborted);
        });

        var results = await scene.WriteAsync("kind: rest\nsettings: { baseUrl: \"URL\", timeout: 200ms, envelope: {} }\nsink:\n  request: { path: /x }", FakePlatform.Item("A"));

        Assert.Equal(DeliveryOutcome.Unknown, results[0].Outcome);
    }

    private const string Created = """
        kind: rest
        settings:
          baseUrl: "URL"
          auth: { type: login, request: { path: /getToken, query: { app: a } }, as: { query: token } }
        sink:
          request: { path: /createItem, body: { token: "{token}", item_code: "{item.ITEM_CODE}", data: "{item:text}" } }
          results: { path: $, code: result, message: msg, platformId: item_id, done: ["1"], rejected: "*" }
          poll: { path: "/status/{platformId}", code: state, until: ["1"], failed: ["-1"], message: msg, platformId: no, every: 20ms, atMost: 200ms }
        """;
}
