using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Acceptance.Tests.Harness;
using Exchange.Connectors.Tests;
using Microsoft.AspNetCore.Http;

namespace Exchange.Testing.Tests;

/// <summary><c>exchange connector test</c>, as it is typed.</summary>
[Trait("Category", "Acceptance")]
public sealed class ConnectorTestVerbTests : IAsyncLifetime
{
    private readonly Home _home = new();
    private readonly FakeHall _hall = new(TimeProvider.System);
    private readonly FakePlatform _platform = new();
    private FakeServer? _server;
    private FakeServer? _target;

    public async Task InitializeAsync()
    {
        _hall.Rows.AddRange(Enumerable.Range(0, 14).Select(i => ($"QZ{i:00}", $"2026-03-02 {9 + (i / 4):00}:00:00")));
        _platform.Before = (_, items) =>
        {
            foreach (var item in items.Where(i => i["caseId"] is null))
            {
                item["caseId"] = "none";
                item["bad"] = true;
            }

            return Task.FromResult(false);
        };
        _server = await FakeServer.StartAsync(_hall.AnswerAsync);
        _target = await FakeServer.StartAsync(context => context.Request.Path.Value switch
        {
            "/api/v1/cases/known" => KnownAsync(context),
            { } path when path.StartsWith("/api/v1/changes/", StringComparison.Ordinal) => context.Response.WriteAsJsonAsync(new { items = Array.Empty<object>(), next = (string?)null }),
            _ => _platform.AnswerAsync(context),
        });
        Write("");
        _home.Set("EXCHANGE_SECRET_HALL", "s&cret");
        _home.Set("EXCHANGE_SETTING_HALL_URL", _server.Url);
        _home.Set("EXCHANGE_SETTING_UNIFIED_PLATFORM_URL", _target.Url);
        _home.Set("EXCHANGE_SETTING_UNIFIED_PLATFORM_APP", "app");
        _home.Set("EXCHANGE_SECRET_UNIFIED_PLATFORM", "k3y");
    }

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        await _target!.DisposeAsync();
        await _home.DisposeAsync();
    }

    [Fact]
    public async Task Test_EveryConfiguredConnector_PassesAndTellsWhatItSkipped()
    {
        var verb = (await _home.RunAsync("connector", "test")).Succeeded();

        var hall = Connector(verb, "hall");
        Assert.Equal(0, hall.GetProperty("failed").GetInt32());
        Assert.Equal(["late-rows"], hall.GetProperty("skipped").EnumerateArray().Select(s => s.GetProperty("check").GetString()));
        Assert.Equal(14, hall.GetProperty("passed").GetInt32());
        var platform = Connector(verb, "unified-platform");
        Assert.Equal(0, platform.GetProperty("failed").GetInt32());
        Assert.All(OfTheTarget(platform), s => Assert.Contains("--write", s.GetProperty("reason").GetString(), StringComparison.Ordinal));
        Assert.Empty(_platform.Received);
        Assert.Contains("provincial-hall", Assert.Single(Connector(verb, "provincial-hall").GetProperty("skipped").EnumerateArray()).GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_TargetWithWrite_WritesAndFindsNoSecondEffect()
    {
        var verb = (await _home.RunAsync("connector", "test", "unified-platform", "--write")).Succeeded();

        var platform = Connector(verb, "unified-platform");
        Assert.Equal(0, platform.GetProperty("failed").GetInt32());
        Assert.Empty(OfTheTarget(platform));
        Assert.NotEmpty(_platform.Received);
    }

    [Fact]
    public async Task Test_LateProgramOfTheFile_AddsRowsThatAreRead()
    {
        Write("conformance: { late: late.sh }");
        var late = Path.Combine(_home.Folder, "connectors", "systems", "hall", "late.sh");
        await File.WriteAllTextAsync(late, "#!/bin/sh\ncurl -s -d \"$2\" \"$EXCHANGE_SETTING_HALL_URL/late\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(late, (UnixFileMode)0b111_101_101);
        }

        _hall.Before = null;
        await using var server = await FakeServer.StartAsync(async context =>
        {
            if (context.Request.Path != "/late")
            {
                await _hall.AnswerAsync(context);
                return;
            }

            var at = DateTimeOffset.Parse(await new StreamReader(context.Request.Body).ReadToEndAsync(), System.Globalization.CultureInfo.InvariantCulture).ToOffset(TimeSpan.FromHours(8));
            _hall.Rows.Add(($"L{_hall.Rows.Count}", at.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)));
            await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(_hall.Rows[^1].Key + "\n"));
        });
        _home.Set("EXCHANGE_SETTING_HALL_URL", server.Url);

        var verb = (await _home.RunAsync("connector", "test", "hall/cases", "--write")).Succeeded();

        Assert.Empty(Connector(verb, "hall").GetProperty("skipped").EnumerateArray());
        Assert.Equal(16, _hall.Rows.Count);
    }

    [Fact]
    public async Task Test_SystemThatIsNotThere_EndsWithThree()
    {
        _home.Set("EXCHANGE_SETTING_HALL_URL", "http://127.0.0.1:9");

        var verb = await _home.RunAsync("connector", "test", "hall");

        Assert.Equal(3, verb.ExitCode);
        Assert.True(Connector(verb, "hall").GetProperty("unreachable").GetBoolean());
    }

    [Fact]
    public async Task Test_FieldThatChangesAtEveryRead_EndsWithOneAndNamesIt()
    {
        Write("", ignore: "");

        var verb = await _home.RunAsync("connector", "test", "hall");

        Assert.Equal(1, verb.ExitCode);
        var failed = Assert.Single(Connector(verb, "hall").GetProperty("checks").EnumerateArray(), c => c.GetProperty("state").GetString() == "failed");
        Assert.Equal("full-read-twice", failed.GetProperty("check").GetString());
        Assert.Contains("fetchedAt", failed.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_CheckLeftOutByTheFile_IsSkippedWithItsReason()
    {
        Write("conformance: { skip: [ { check: full-read-twice, stream: cases, reason: every reply has its own stamp } ] }", ignore: "");

        var verb = (await _home.RunAsync("connector", "test", "hall")).Succeeded();

        Assert.Contains(Connector(verb, "hall").GetProperty("skipped").EnumerateArray(), s => s.GetProperty("reason").GetString() == "every reply has its own stamp");
    }

    [Theory]
    [InlineData("conformance: { skip: [ { check: late-row, reason: x } ] }", "Did you mean 'late-rows'?")]
    [InlineData("conformance: { skip: [ { check: keys, stream: case, reason: x } ] }", "Did you mean 'cases'?")]
    [InlineData("conformance: { skip: [ { check: keys } ] }", "Add 'reason:'.")]
    [InlineData("conformance: { skips: [] }", "Did you mean 'skip'?")]
    [InlineData("conformance: { late: ../late.sh }", "beside the connector file")]
    public async Task List_WrongStanza_IsToldWithItsPlace(string stanza, string remedy)
    {
        Write(stanza);

        var verb = await _home.RunAsync("connector", "list");

        Assert.Equal(2, verb.ExitCode);
        var problem = Assert.Single(verb["problems"].EnumerateArray(), p => p.GetProperty("severity").GetString() == "error");
        Assert.Contains(remedy, problem.GetProperty("remedy").GetString(), StringComparison.Ordinal);
        Assert.True(problem.GetProperty("line").GetInt32() > 1 && problem.GetProperty("column").GetInt32() > 1);
    }

    private async Task KnownAsync(HttpContext context)
    {
        var keys = (await JsonNode.ParseAsync(context.Request.Body))!["keys"]!.AsArray().Select(k => (string)k!).ToHashSet(StringComparer.Ordinal);
        await context.Response.WriteAsJsonAsync(new
        {
            known = _platform.Received.Where(r => keys.Contains((string)r["key"]!)).Select(r => new { key = (string)r["key"]!, version = (int)r["version"]!, platformId = "P" }),
        });
    }

    // Its streams have no record here, so what needs one is skipped.
    private static IEnumerable<JsonElement> OfTheTarget(JsonElement connector) =>
        connector.GetProperty("skipped").EnumerateArray().Where(s => s.GetProperty("stream").ValueKind == JsonValueKind.Null);

    private static JsonElement Connector(Verb verb, string id) => Assert.Single(verb["connectors"].EnumerateArray(), c => c.GetProperty("id").GetString() == id);

    private void Write(string stanza, string ignore = "ignore: [fetchedAt]")
    {
        var file = Path.Combine(_home.Folder, "connectors", "systems", "hall", "connector.yaml");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $$"""
            id: hall
            name: 测试大厅
            kind: rest
            timeZone: Asia/Shanghai
            {{stanza}}
            settings:
              baseUrl: "${setting:hall.url}"
              auth: { type: oauth2, tokenUrl: /oauth/token, clientId: hub, clientSecret: "${secret:hall}" }
              envelope: { code: $.code, success: ["0"], message: $.msg, retry: ["5001"] }
              budget: { perSecond: 200, concurrent: 4 }
            streams:
              - name: cases
                part: case
                request: { path: /api/cases, query: { updatedFrom: "{cursor}", pageSize: 3 } }
                pagination: { type: token, tokenPath: $.next, parameter: pageToken }
                records: $.data.items
                key: [sblsh]
                caseKey: sblsh
                cursor: { field: gxsj, lookback: 10m, settle: 30s }
                {{ignore}}
                start: "2020-01-01"
                mapping: hall/cases
            """);
    }
}
