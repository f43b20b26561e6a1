using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Tests;
using Microsoft.AspNetCore.Http;

namespace Exchange.UnifiedPlatform.Tests;

public sealed class UnifiedPlatformTargetTests : TargetTests
{
    private const string Connector = """
        id: unified-platform
        kind: unified-platform
        settings: { baseUrl: "URL", appId: app, appKey: "KEY" }
        sink:
          batch: 200
          capabilities: { onUnknown: ask }
        """;

    private protected override ITargetConnector Target(string url, string appKey = "k3y", TimeSpan? timeout = null) =>
        Create(Connector.Replace("URL", url).Replace("KEY", appKey), timeout);

    [Fact]
    public async Task ListKeys_OutOfOrder_IsADataFailure()
    {
        await using var server = await FakeServer.StartAsync(c =>
        {
            c.Response.ContentType = "application/json";
            return c.Response.WriteAsync("""{"items":[{"key":"b"},{"key":"a"}]}""");
        });
        await using var target = Create(Connector.Replace("URL", server.Url));

        var failure = await Assert.ThrowsAsync<ExchangeException>(async () =>
        {
            await foreach (var _ in target.ListKeysAsync(default))
            {
            }
        });

        Assert.Equal(FailureKind.Data, failure.Kind);
    }

    [Fact]
    public void Validate_BatchTooLargeAndStreams_AreReported()
    {
        var problems = new ProblemList();
        var declaration = Declarations.Parse("""
            id: unified-platform
            kind: unified-platform
            settings: { baseUrl: "${setting:u}", appId: "${setting:a}", apKey: x }
            streams: [ { name: s, key: [a], caseKey: a } ]
            sink: { batch: 501, request: {} }
            """);

        new UnifiedPlatformKind().Validate(declaration, problems);

        Assert.Equal(5, problems.Items.Count);
    }

    [Fact]
    public void Validate_UnifiedPlatform_HasNoProblems() => Assert.Empty(Declarations.Check(new UnifiedPlatformKind(), "unified-platform"));

    [Fact]
    public async Task Write_Batch_IsMarkedAsRepeatable()
    {
        using var watch = new Watch();
        await using var target = new UnifiedPlatformKind().CreateTarget(
            Declarations.Parse(Connector.Replace("URL", Url).Replace("KEY", "k3y")), Declarations.Services(handler: watch));

        await target.WriteAsync([FakePlatform.Item("A")], default);

        Assert.True(watch.Repeatable);
    }

    [Fact]
    public async Task Write_BusyPlatformAndSeveralRequests_SendsNoMoreThanOne()
    {
        Platform.Before = (c, _) =>
        {
            c.Response.Headers.RetryAfter = "9";
            return Status(c, 503);
        };
        await using var target = Create(Connector.Replace("URL", Url).Replace("KEY", "k3y").Replace("batch: 200", "batch: 1"));

        var results = await target.WriteAsync([FakePlatform.Item("A"), FakePlatform.Item("B"), FakePlatform.Item("C")], default);

        Assert.All(results, r => Assert.Equal((DeliveryOutcome.Retry, TimeSpan.FromSeconds(9)), (r.Outcome, r.RetryAfter)));
        Assert.Equal(1, Platform.Requests);
    }

    private static ITargetConnector Create(string yaml, TimeSpan? timeout = null) =>
        new UnifiedPlatformKind().CreateTarget(Declarations.Parse(yaml), Declarations.Services(timeout: timeout));

    private sealed class Watch() : DelegatingHandler(new SocketsHttpHandler())
    {
        public bool Repeatable { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Repeatable = request.Options.TryGetValue(Abstractions.Http.RepeatableRequest.Option, out var repeatable) && repeatable;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
