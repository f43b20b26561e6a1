using System.Text;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Tests;

namespace Exchange.Connectors.Queue.Tests;

[Collection("rabbit")]
[Trait("Category", "Integration")]
public sealed class RabbitTargetTests(RabbitFixture rabbit)
{
    [Fact]
    public async Task Write_Items_AreConfirmedPersistentAndCarryTheirKey()
    {
        var queue = await rabbit.QueueAsync();
        var exchange = "x" + queue;
        await rabbit.DeclareExchangeAsync(exchange, queue);
        await using var target = Target($"exchange: {exchange}, routingKey: \"case.{{item.dept}}.{{operation}}\", headers: {{ source: hub }}");

        var results = await target.WriteAsync([.. Enumerable.Range(0, 250).Select(i => Item($"k{i}"))], default);

        Assert.Equal(250, results.Count(r => r.Outcome == DeliveryOutcome.Accepted));
        Assert.Equal(250u, await rabbit.CountAsync(queue));
        var got = (await rabbit.TakeAsync(queue))!;
        Assert.Equal("k0", got.BasicProperties.MessageId);
        Assert.True(got.BasicProperties.Persistent);
        Assert.Equal("case.D1.upsert", got.RoutingKey);
        Assert.Equal(3, got.BasicProperties.Headers!["version"]);
        Assert.Equal("hub", Encoding.UTF8.GetString((byte[])got.BasicProperties.Headers["source"]!));
        Assert.Equal("""{"key":"k0","dept":"D1"}""", Encoding.UTF8.GetString(got.Body.Span));
    }

    [Fact]
    public async Task Write_NoQueueTakesIt_IsRejected()
    {
        await using var target = Target("routingKey: nobody-listens");

        var result = Assert.Single(await target.WriteAsync([Item("k")], default));

        Assert.Equal(DeliveryOutcome.Rejected, result.Outcome);
        Assert.Equal("312", result.Code);
    }

    [Fact]
    public async Task Write_QueueIsFull_IsTriedAgain()
    {
        var queue = await rabbit.QueueAsync("classic", ("x-max-length", 1), ("x-overflow", "reject-publish"));
        await using var target = Target($"routingKey: {queue}");
        await target.WriteAsync([Item("k1")], default);

        var results = await target.WriteAsync([Item("k2"), Item("k3")], default);

        Assert.All(results, r => Assert.Equal(DeliveryOutcome.Retry, r.Outcome));
    }

    [Fact]
    public async Task Write_NoConfirmation_IsUnknown()
    {
        var queue = await rabbit.QueueAsync();
        await using var relay = new Relay(rabbit.Server.Port);
        await using var target = Target($"routingKey: {queue}, confirm: 500ms", relay.Port);
        Assert.True((await target.CheckAsync(default)).Ok);
        relay.Hold();

        var result = Assert.Single(await target.WriteAsync([Item("k")], default));

        Assert.Equal(DeliveryOutcome.Unknown, result.Outcome);
        Assert.Equal(1u, await rabbit.CountAsync(queue, 1));
        relay.Cut();
    }

    [Fact]
    public async Task Write_ConnectionCutBeforeTheConfirmation_IsUnknownAndTheNextOpensAnew()
    {
        var queue = await rabbit.QueueAsync();
        await using var relay = new Relay(rabbit.Server.Port);
        await using var target = Target($"routingKey: {queue}", relay.Port);
        await target.CheckAsync(default);
        relay.Hold();
        var writing = target.WriteAsync([Item("k")], default);
        Assert.Equal(1u, await rabbit.CountAsync(queue, 1));
        relay.Cut();

        Assert.Equal(DeliveryOutcome.Unknown, Assert.Single(await writing).Outcome);
        Assert.Equal(FailureKind.Transient, (await Assert.ThrowsAsync<ExchangeException>(() => Nobody().WriteAsync([Item("k")], default))).Kind);
    }

    [Fact]
    public async Task Write_NoSuchExchange_IsAConfigurationFailureBeforeAnythingIsSent()
    {
        await using var target = Target("exchange: not-there, routingKey: a");

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => target.WriteAsync([Item("k")], default));

        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.Equal(FailureKind.Configuration, (await target.CheckAsync(default)).Kind);
    }

    [Fact]
    public async Task Ask_CannotBeTold_IsUnknown()
    {
        await using var target = Target("routingKey: a");

        Assert.Equal(DeliveryOutcome.Unknown, Assert.Single(await target.AskAsync([Item("k")], default)).Outcome);
    }

    private static DeliveryItem Item(string key) => new()
    {
        Key = key, CaseId = "C1", Version = 3, Operation = RecordOperation.Upsert, Json = """{"dept":"D1"}"""u8.ToArray(),
    };

    private ITargetConnector Nobody() => Target("routingKey: a", 1);

    private ITargetConnector Target(string publish, int? port = null) => new QueueKind().CreateTarget(Declarations.Parse($$"""
        id: mq
        kind: queue
        settings: {{rabbit.Settings(port)}}
        sink:
          publish: { {{publish}} }
          idempotency: { item: key }
        """), Declarations.Services());
}
