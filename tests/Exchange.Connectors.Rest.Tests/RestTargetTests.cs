using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Tests;

namespace Exchange.Connectors.Rest.Tests;

public sealed class RestTargetTests : TargetTests
{
    private const string Connector = """
        id: platform
        kind: rest
        settings: { baseUrl: "URL", auth: { type: header, name: X-App-Key, value: "KEY" } }
        sink:
          request: { method: POST, path: /api/v1/cases/batch, body: items, batch: 200, headers: { X-App-Id: app } }
          idempotency: { header: Idempotency-Key, item: key, version: version, operation: operation }
          results: { path: $.results, key: key, code: code, message: message, platformId: platformId, done: ["0"], repeat: ["409"], retry: ["503"], rejected: "*" }
          known: { path: /api/v1/cases/known, body: keys, records: $.known, key: key, version: version, platformId: platformId }
          listKeys: { path: /api/v1/keys, after: after, limit: 1000, key: key, digest: hash }
        """;

    private protected override ITargetConnector Target(string url, string appKey = "k3y", TimeSpan? timeout = null) =>
        Create(Connector.Replace("URL", url).Replace("KEY", appKey), timeout);

    [Fact]
    public async Task Ask_OnlyAListing_ComparesVersions()
    {
        await WriteAsync(FakePlatform.Item("A", 2), FakePlatform.Item("B", 2));
        await using var target = Create(Without("known").Replace("URL", Url).Replace("KEY", "k3y"));

        var results = await target.AskAsync([FakePlatform.Item("A", 2), FakePlatform.Item("B", 3), FakePlatform.Item("C")], default);

        Assert.Equal([DeliveryOutcome.Repeated, DeliveryOutcome.Retry, DeliveryOutcome.Retry], results.Select(r => r.Outcome));
    }

    [Fact]
    public async Task Ask_NoWayToAsk_IsUnknown()
    {
        await using var target = Create(Without("known").Replace("listKeys", "#").Replace("URL", Url).Replace("KEY", "k3y"));

        Assert.Equal(DeliveryOutcome.Unknown, (await target.AskAsync([FakePlatform.Item("A")], default))[0].Outcome);
    }

    [Fact]
    public async Task Write_SingleItemRequests_PutTheCaseIntoThePath()
    {
        var paths = new List<string>();
        await using var server = await FakeServer.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            paths.Add($"{context.Request.Method} {context.Request.Path} {await reader.ReadToEndAsync()}");
        });
        await using var target = Create($$"""
            id: other
            kind: rest
            settings: { baseUrl: "{{server.Url}}" }
            sink:
              request: { method: PUT, path: "/cases/{caseId}" }
            """);

        var results = await target.WriteAsync([FakePlatform.Item("A/1", json: """{"x":1}"""), FakePlatform.Item("B", operation: RecordOperation.Delete, json: """{"x":1}""")], default);

        Assert.All(results, r => Assert.Equal(DeliveryOutcome.Accepted, r.Outcome));
        Assert.Equal("""PUT /cases/A%2F1 {"caseId":"A/1","x":1}""", paths[0]);
        Assert.Equal("""PUT /cases/B {"operation":"withdraw","caseId":"B","x":1}""", paths[1]);
    }

    [Fact]
    public void Validate_EverythingWrong_IsReportedAtOnceWithPlaces()
    {
        var problems = new ProblemList();
        var declaration = Declarations.Parse("""
            id: platform
            kind: rest
            settings: { baseUrl: "ftp://x", auht: {}, auth: { type: oauth } }
            streams:
              - name: cases
                request: { path: /x, query: { a: "{curser}", b: "{from}" } }
                pagination: { type: token, tokenPath: $.next }
                records: "$.items[0]"
                recrods: x
                key: [a]
                caseKey: a
            sink:
              request: { path: /x, batch: 5 }
              results: { done: ["0"], repeat: ["0"], keyy: k }
              capabilities: { onUnknown: ask }
            """);

        new RestKind().Validate(declaration, problems);

        string[] expected =
        [
            "'baseUrl' is no HTTP address", "unknown key 'auht'", "'type' is 'oauth'", "unknown placeholder '{curser}'", "'{from}' needs a cursor",
            "'parameter' is missing", "'records' is '$.items[0]'", "unknown key 'recrods'", "'batch' is 5 and 'body' is missing", "the code '0' stands in two lists",
            "unknown key 'keyy'", "'onUnknown: ask' needs a way to ask",
        ];
        Assert.All(expected, e => Assert.Contains(problems.Items, p => p.Message.Contains(e, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, problems.Items.Count);
        Assert.All(problems.Items, p => Assert.True(p.Location.Line > 0));
    }

    [Fact]
    public void Validate_PlaceholdersUnresolved_IsFine()
    {
        var problems = new ProblemList();
        var declaration = Declarations.Parse(FakeHall.Connector.Replace("URL", "${setting:hall.url}").Replace("clientId: hub", "clientId: \"${setting:hall.client}\""));

        new RestKind().Validate(declaration, problems);

        Assert.Empty(problems.Items);
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void Validate_ShippedSystem_HasNoProblems(string id) => Assert.Empty(Declarations.Check(new RestKind(), id).Select(p => $"{p.Location} {p.Message} {p.Remedy}"));

    public static TheoryData<string> Systems()
    {
        var ids = new TheoryData<string>();
        foreach (var file in Directory.GetFiles(Path.Combine(Declarations.Root(), "connectors", "systems"), "connector.yaml", SearchOption.AllDirectories))
        {
            if (File.ReadLines(file).Contains("kind: rest"))
            {
                ids.Add(Path.GetFileName(Path.GetDirectoryName(file)!));
            }
        }

        return ids;
    }

    private static string Without(string key) => string.Join('\n', Connector.Split('\n').Where(l => !l.TrimStart().StartsWith(key, StringComparison.Ordinal)));

    private static ITargetConnector Create(string yaml, TimeSpan? timeout = null) =>
        new RestKind().CreateTarget(Declarations.Parse(yaml), Declarations.Services(timeout: timeout));
}
