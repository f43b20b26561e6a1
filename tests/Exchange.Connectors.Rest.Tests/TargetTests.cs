using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Microsoft.AspNetCore.Http;

namespace Exchange.Connectors.Tests;

/// <summary>What every target that speaks the platform's interface does, however it was made.</summary>
public abstract class TargetTests : IAsyncLifetime
{
    private FakeServer _server = null!;

    private protected FakePlatform Platform { get; } = new();

    private protected string Url => _server.Url;

    public async Task InitializeAsync() => _server = await FakeServer.StartAsync(Platform.AnswerAsync);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    private protected abstract ITargetConnector Target(string url, string appKey = "k3y", TimeSpan? timeout = null);

    [Fact]
    public async Task Write_Items_CarryKeyVersionAndOperation()
    {
        var results = await WriteAsync(FakePlatform.Item("A", 2, """{"key":"old","nested":{"key":1},"name":"张三","amount":1.50}"""));

        Assert.Equal(DeliveryOutcome.Accepted, results[0].Outcome);
        Assert.Equal("PA", results[0].PlatformId);
        Assert.Equal(
            """{"key":"A-v2","version":2,"operation":"upsert","caseId":"A","nested":{"key":1},"name":"张三","amount":1.50}""",
            Platform.Received[0].ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public async Task Write_Withdrawal_SaysSo()
    {
        await WriteAsync(FakePlatform.Item("A", operation: RecordOperation.Delete));

        Assert.Equal("withdraw", (string?)Platform.Received[0]["operation"]);
    }

    [Fact]
    public async Task Write_PartialFailure_GivesEachItemItsOutcome()
    {
        Platform.Held["D"] = new() { ["version"] = 3 };

        var results = await WriteAsync(
            FakePlatform.Item("A"),
            FakePlatform.Item("B", json: """{"bad":1}"""),
            FakePlatform.Item("C", json: """{"busy":1}"""),
            FakePlatform.Item("D", 2),
            FakePlatform.Item("E", json: """{"silent":1}"""),
            FakePlatform.Item("F", json: """{"number":1}"""));

        Assert.Equal(
            [DeliveryOutcome.Accepted, DeliveryOutcome.Rejected, DeliveryOutcome.Retry, DeliveryOutcome.Repeated, DeliveryOutcome.Unknown, DeliveryOutcome.Accepted],
            results.OrderBy(r => r.Key).Select(r => r.Outcome));
        var rejected = results.Single(r => r.Key == "B-v1");
        Assert.Equal("422", rejected.Code);
        Assert.Equal("证件号码有误", rejected.Message);
    }

    [Fact]
    public async Task Write_WholeBatchKnown_IsRepeated()
    {
        Platform.Before = (c, _) => Status(c, 409);

        var results = await WriteAsync(FakePlatform.Item("A"), FakePlatform.Item("B"));

        Assert.All(results, r => Assert.Equal(DeliveryOutcome.Repeated, r.Outcome));
        Assert.Equal(1, Platform.Requests);
    }

    [Fact]
    public async Task Write_OneItemSpoilsTheBatch_OnlyThatItemIsRejected()
    {
        Platform.Before = async (c, items) =>
        {
            if (!items.Any(i => i["poison"] is not null))
            {
                return false;
            }

            c.Response.StatusCode = 400;
            await c.Response.WriteAsync(new string('x', 600));
            return true;
        };
        var items = Enumerable.Range(0, 8).Select(i => FakePlatform.Item($"A{i}", json: i == 5 ? """{"poison":1}""" : """{"x":1}""")).ToArray();

        var results = await WriteAsync(items);

        Assert.Equal("A5-v1", Assert.Single(results, r => r.Outcome == DeliveryOutcome.Rejected).Key);
        Assert.InRange(results.Single(r => r.Key == "A5-v1").Message!.Length, 500, 501);
        Assert.Equal(7, results.Count(r => r.Outcome == DeliveryOutcome.Accepted));
        Assert.Equal(7, Platform.Requests);
        Assert.Equal(["A0", "A1", "A2", "A3", "A4", "A6", "A7"], Platform.Received.Select(r => (string)r["caseId"]!));
    }

    [Fact]
    public async Task Write_Busy_IsRetryAfter()
    {
        Platform.Before = (c, _) =>
        {
            c.Response.Headers.RetryAfter = "9";
            return Status(c, 429);
        };

        var results = await WriteAsync(FakePlatform.Item("A"), FakePlatform.Item("B"));

        Assert.All(results, r => Assert.Equal((DeliveryOutcome.Retry, TimeSpan.FromSeconds(9)), (r.Outcome, r.RetryAfter)));
    }

    [Fact]
    public async Task Write_FailureAfterSending_IsUnknown()
    {
        Platform.After = c => Status(c, 500);
        Assert.Equal(DeliveryOutcome.Unknown, (await WriteAsync(FakePlatform.Item("A")))[0].Outcome);

        Platform.After = c =>
        {
            c.Abort();
            return Task.FromResult(true);
        };
        Assert.Equal(DeliveryOutcome.Unknown, (await WriteAsync(FakePlatform.Item("B")))[0].Outcome);

        Platform.After = async _ =>
        {
            await Task.Delay(1000);
            return false;
        };
        await using var impatient = Target(Url, timeout: TimeSpan.FromMilliseconds(400));
        Assert.Equal(DeliveryOutcome.Unknown, (await impatient.WriteAsync([FakePlatform.Item("C")], default))[0].Outcome);
        Assert.Equal(3, Platform.Received.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("""{"results":"none"}""")]
    public async Task Write_SuccessWithoutResults_IsUnknown(string reply)
    {
        Platform.After = async c =>
        {
            c.Response.ContentType = "application/json";
            await c.Response.WriteAsync(reply);
            return true;
        };

        Assert.Equal(DeliveryOutcome.Unknown, (await WriteAsync(FakePlatform.Item("A")))[0].Outcome);
    }

    [Fact]
    public async Task Write_NobodyListens_IsATransientFailure()
    {
        await using var target = Target("http://127.0.0.1:1");

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => target.WriteAsync([FakePlatform.Item("A")], default));

        Assert.Equal(FailureKind.Transient, failure.Kind);
    }

    [Fact]
    public async Task Write_WrongKey_IsAConfigurationFailureWithoutTheKey()
    {
        await using var target = Target(Url, "wr0ng");

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => target.WriteAsync([FakePlatform.Item("A")], default));

        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.DoesNotContain("wr0ng", failure.ToString());
        Assert.False((await target.CheckAsync(default)).Ok);
    }

    [Fact]
    public async Task Write_Cancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Platform.Before = async (_, _) =>
        {
            await Task.Delay(800);
            return false;
        };
        await using var target = Target(Url);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => target.WriteAsync([FakePlatform.Item("A")], cancelled.Token));
    }

    [Fact]
    public async Task Write_SameItemsAgain_UsesTheSameRequestKey()
    {
        await WriteAsync(FakePlatform.Item("A"), FakePlatform.Item("B"));
        var results = await WriteAsync(FakePlatform.Item("A"), FakePlatform.Item("B"));
        await WriteAsync(FakePlatform.Item("A"), FakePlatform.Item("C"));

        Assert.All(results, r => Assert.Equal(DeliveryOutcome.Repeated, r.Outcome));
        Assert.Equal(Platform.RequestKeys[0], Platform.RequestKeys[1]);
        Assert.NotEqual(Platform.RequestKeys[0], Platform.RequestKeys[2]);
    }

    [Fact]
    public async Task Ask_SomeArrived_TellsWhich()
    {
        await WriteAsync(FakePlatform.Item("A"));
        await using var target = Target(Url);

        var results = await target.AskAsync([FakePlatform.Item("A"), FakePlatform.Item("B")], default);

        Assert.Equal([DeliveryOutcome.Repeated, DeliveryOutcome.Retry], results.Select(r => r.Outcome));
        Assert.Equal("PA-v1", results[0].PlatformId);
    }

    [Fact]
    public async Task ListKeys_SeveralPages_ListsAllInOrder()
    {
        await WriteAsync([.. Enumerable.Range(0, 5).Select(i => FakePlatform.Item($"A{i}", i + 1))]);
        await using var target = Target(Url);

        var held = new List<HeldVersion>();
        await foreach (var version in target.ListKeysAsync(default))
        {
            held.Add(version);
        }

        Assert.Equal(["A0", "A1", "A2", "A3", "A4"], held.Select(h => h.Key));
        Assert.Equal((5, "hA4", "PA4"), (held[4].Version, held[4].Digest, held[4].PlatformId));
    }

    [Fact]
    public async Task Check_PlatformAnswers_IsOk()
    {
        await using var target = Target(Url);

        Assert.True((await target.CheckAsync(default)).Ok);
    }

    private protected async Task<IReadOnlyList<DeliveryResult>> WriteAsync(params DeliveryItem[] items)
    {
        await using var target = Target(Url);
        return await target.WriteAsync(items, default);
    }

    private protected static Task<bool> Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.FromResult(true);
    }
}
