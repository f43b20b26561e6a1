using System.Text;
using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Tests;
using RabbitMQ.Client;

namespace Exchange.Connectors.Queue.Tests;

[Collection("rabbit")]
[Trait("Category", "Integration")]
public sealed class RabbitSourceTests(RabbitFixture rabbit)
{
    [Fact]
    public async Task Read_RunDiesBeforeCommit_EveryMessageIsGivenAgain()
    {
        var queue = await rabbit.QueueAsync();
        await rabbit.SendAsync(queue, Case(1), Case(2), Case(3));
        await using (var source = Source(queue))
        {
            Assert.Equal(["A1", "A2", "A3"], Keys(await PagesAsync(source)));
        }

        Assert.Equal(3u, await rabbit.CountAsync(queue, 3));
        await using var again = Source(queue);
        Assert.Equal(["A1", "A2", "A3"], Keys(await PagesAsync(again)));
    }

    [Fact]
    public async Task Acknowledge_AfterTheReadEnded_TakesTheMessagesOffTheQueue()
    {
        var queue = await rabbit.QueueAsync();
        await rabbit.SendAsync(queue, Case(1), Case(2));
        await using var source = Source(queue);
        var tickets = Tickets(await PagesAsync(source));
        Assert.Equal(0u, await rabbit.CountAsync(queue, 0));

        await source.AcknowledgeAsync("cases", tickets, default);
        await source.AcknowledgeAsync("cases", tickets, default);
        await source.DisposeAsync();

        await Task.Delay(300);
        Assert.Equal(0u, await rabbit.CountAsync(queue));
    }

    [Fact]
    public async Task Acknowledge_OneOfSeveralRecordsOfAMessage_WaitsForTheOthers()
    {
        var queue = await rabbit.QueueAsync();
        await rabbit.SendAsync(queue, """{"rows":[{"id":"A1"},{"id":"A2"}]}""");
        await using (var source = Source(queue, "records: $.rows"))
        {
            var tickets = Tickets(await PagesAsync(source));
            Assert.Equal(2, tickets.Count);
            await source.AcknowledgeAsync("cases", [tickets[0]], default);
        }

        Assert.Equal(1u, await rabbit.CountAsync(queue, 1));
    }

    [Fact]
    public async Task Read_MoreThanThePrefetch_GoesOnAsCommitsFollow()
    {
        var queue = await rabbit.QueueAsync();
        await rabbit.SendAsync(queue, [.. Enumerable.Range(0, 40).Select(Case)]);
        await using var source = Source(queue, "prefetch: 6");
        var open = 0;
        var most = 0;
        var read = 0;
        await foreach (var page in source.ReadAsync(new ReadRequest("cases"), default))
        {
            Assert.True(page.CommitNow);
            open += page.Records.Count;
            read += page.Records.Count;
            most = Math.Max(most, open);

            // Every third page is committed late: the queue must not be taken for empty meanwhile.
            await Task.Delay(read % 9 == 0 ? 700 : 0);
            await source.AcknowledgeAsync("cases", Tickets([page]), default);
            open -= page.Records.Count;
        }

        Assert.Equal(40, read);
        Assert.InRange(most, 1, 6);
    }

    [Fact]
    public async Task Read_AllThatMayBeOutIsOut_IsNotTakenForAnEmptyQueue()
    {
        var queue = await rabbit.QueueAsync();
        await rabbit.SendAsync(queue, [.. Enumerable.Range(0, 5).Select(Case)]);
        await using var source = Source(queue, "prefetch: 2");
        var pages = source.ReadAsync(new ReadRequest("cases"), default).GetAsyncEnumerator();
        Assert.True(await pages.MoveNextAsync());
        var first = Tickets([pages.Current]);
        Assert.True(await pages.MoveNextAsync());
        var second = Tickets([pages.Current]);
        var third = pages.MoveNextAsync().AsTask();

        await Task.Delay(1500);
        Assert.False(third.IsCompleted);
        await source.AcknowledgeAsync("cases", [.. first, .. second], default);

        Assert.True(await third);
        Assert.Single(pages.Current.Records);
        await pages.DisposeAsync();
    }

    [Fact]
    public async Task Read_EmptyQueue_EndsAtThePresent()
    {
        var queue = await rabbit.QueueAsync();
        await using var source = Source(queue);

        var pages = await PagesAsync(source);

        Assert.True(Assert.Single(pages).Last);
        Assert.Null(pages[0].Cursor);
    }

    [Fact]
    public async Task Read_MostMessages_EndsBeforeThePresentAndPutsTheRestBack()
    {
        var queue = await rabbit.QueueAsync();
        await rabbit.SendAsync(queue, [.. Enumerable.Range(0, 9).Select(Case)]);
        await using var source = Source(queue, "most: 3");

        var pages = await PagesAsync(source);

        Assert.Equal(3, Keys(pages).Count);
        Assert.False(pages[^1].Last);
        Assert.Equal(6u, await rabbit.CountAsync(queue, 6));
    }

    [Fact]
    public async Task Read_MessageNobodyCanDecode_IsAFaultyRecordAndLeavesTheQueue()
    {
        var queue = await rabbit.QueueAsync();
        await rabbit.SendAsync(queue, Case(1), "no json", "", """{"id":null}""", Case(2));
        await using (var source = Source(queue))
        {
            var pages = await PagesAsync(source);
            var records = pages.SelectMany(p => p.Records).ToList();

            Assert.Equal([null, "undecodable", "undecodable", "missing", null], records.Select(r => r.Fault?.Reason));
            Assert.Equal("no json", Encoding.UTF8.GetString(JsonDocument.Parse(records[1].Json).RootElement.GetProperty("message").GetBytesFromBase64()));
            await source.AcknowledgeAsync("cases", Tickets(pages), default);
        }

        await Task.Delay(300);
        Assert.Equal(0u, await rabbit.CountAsync(queue));
    }

    [Fact]
    public async Task Read_MessageGivenAgainAndAgain_GoesToQuarantineWithItsKey()
    {
        var queue = await rabbit.QueueAsync("quorum");
        await rabbit.SendAsync(queue, Case(1));
        for (var i = 0; i < 3; i++)
        {
            await using var dying = Source(queue, "poison: 2");
            Assert.Null(Assert.Single(Records(await PagesAsync(dying))).Fault);
        }

        await using var source = Source(queue, "poison: 2");
        var record = Assert.Single(Records(await PagesAsync(source)));

        Assert.Equal("undecodable", record.Fault!.Reason);
        Assert.Equal("A1", record.SourceKey);
    }

    [Fact]
    public async Task Read_OversizedMessage_IsAFaultWithoutItsContentAndGoesToTheDeadLetters()
    {
        var dead = await rabbit.QueueAsync();
        var queue = await rabbit.QueueAsync("classic", ("x-dead-letter-exchange", ""), ("x-dead-letter-routing-key", dead));
        await rabbit.SendAsync(queue, Case(1), $$"""{"id":"{{new string('x', 5000)}}"}""");
        await using var source = Source(queue, "maximumMessage: 2048");

        var pages = await PagesAsync(source);
        await source.AcknowledgeAsync("cases", Tickets(pages), default);

        var record = Records(pages)[1];
        Assert.Equal("too-long", record.Fault!.Reason);
        Assert.True(record.Json.Length < 200);
        Assert.Equal(1u, await rabbit.CountAsync(dead, 1));
        Assert.Equal(0u, await rabbit.CountAsync(queue, 0));
    }

    [Fact]
    public async Task Read_MessageWithoutRecords_IsTakenOffTheQueueAndTold()
    {
        var queue = await rabbit.QueueAsync();
        await rabbit.SendAsync(queue, """{"rows":[]}""", """{"rows":null}""", """{"other":1}""");
        await using (var source = Source(queue, "records: $.rows"))
        {
            var pages = await PagesAsync(source);

            Assert.Equal("missing", Assert.Single(Records(pages)).Fault!.Reason);
            Assert.Contains(pages, p => p.Notices.Count == 1);
        }

        Assert.Equal(1u, await rabbit.CountAsync(queue, 1));
    }

    [Fact]
    public async Task Read_ConnectionCutMidway_IsTransientAndLosesNothing()
    {
        var queue = await rabbit.QueueAsync();
        await rabbit.SendAsync(queue, [.. Enumerable.Range(0, 10).Select(Case)]);
        await using var relay = new Relay(rabbit.Server.Port);
        await using var source = Source(queue, "prefetch: 4", port: relay.Port);
        var seen = new List<SourcePage>();

        var failure = await Assert.ThrowsAsync<ExchangeException>(async () =>
        {
            await foreach (var page in source.ReadAsync(new ReadRequest("cases"), default))
            {
                seen.Add(page);
                relay.Cut();
            }
        });
        var late = await Assert.ThrowsAsync<ExchangeException>(() => source.AcknowledgeAsync("cases", Tickets(seen), default).WaitAsync(TimeSpan.FromSeconds(20)));

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Equal(FailureKind.Transient, late.Kind);
        Assert.Equal(10u, await rabbit.CountAsync(queue, 10));
        Assert.Equal(10, Keys(await PagesAsync(source, acknowledge: true)).Count);
        Assert.Equal(0u, await rabbit.CountAsync(queue, 0));
    }

    [Fact]
    public async Task Read_WireGoesDead_IsNotTakenForAnEmptyQueue()
    {
        var queue = await rabbit.QueueAsync();
        await rabbit.SendAsync(queue, [.. Enumerable.Range(0, 4).Select(Case)]);
        await using var relay = new Relay(rabbit.Server.Port);
        await using var source = Source(queue, "prefetch: 2", port: relay.Port, timeout: "1s");

        var failure = await Assert.ThrowsAsync<ExchangeException>(async () =>
        {
            await foreach (var page in source.ReadAsync(new ReadRequest("cases"), default))
            {
                relay.Hold();
                await source.AcknowledgeAsync("cases", Tickets([page]), default);
            }
        });

        Assert.Equal(FailureKind.Transient, failure.Kind);
        relay.Cut();
    }

    [Fact]
    public async Task Read_AnotherConsumerHoldsTheQueueAlone_IsTransient()
    {
        var queue = await rabbit.QueueAsync("classic", ("x-single-active-consumer", true));
        await using var other = await rabbit.ChannelAsync();
        await other.BasicQosAsync(0, 1, global: false);
        await other.BasicConsumeAsync(queue, autoAck: false, new AsyncDefaultBasicConsumer(other));
        await rabbit.SendAsync(queue, Case(1), Case(2));
        await using var source = Source(queue);

        Assert.Equal(FailureKind.Transient, (await Assert.ThrowsAsync<ExchangeException>(() => PagesAsync(source))).Kind);
    }

    [Fact]
    public async Task Read_Cancelled_PutsBackWhatWasNotHandedOver()
    {
        var queue = await rabbit.QueueAsync();
        await rabbit.SendAsync(queue, [.. Enumerable.Range(0, 10).Select(Case)]);
        await using var source = Source(queue, "prefetch: 4");
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var page in source.ReadAsync(new ReadRequest("cases"), stop.Token))
            {
                await stop.CancelAsync();
            }
        });

        Assert.Equal(8u, await rabbit.CountAsync(queue, 8));
        await source.DisposeAsync();
        Assert.Equal(10u, await rabbit.CountAsync(queue, 10));
    }

    [Fact]
    public async Task Discover_LooksAndPutsBack()
    {
        var queue = await rabbit.QueueAsync();
        await rabbit.SendAsync(queue, Case(1), Case(2));
        await using var source = Source(queue);

        var shape = await source.DiscoverAsync("cases", default);

        Assert.Equal("text", shape.Fields["id"]);
        Assert.Equal(2u, await rabbit.CountAsync(queue, 2));
    }

    [Fact]
    public async Task Check_TellsWhatIsWrong()
    {
        var queue = await rabbit.QueueAsync();
        await rabbit.SendAsync(queue, Case(1));

        await using var good = Source(queue);
        await using var absent = Source("no-such-queue");
        await using var stranger = Source(queue, password: "wrong");
        await using var nobody = Source(queue, port: 1);

        var ok = await good.CheckAsync(default);
        Assert.True(ok.Ok);
        Assert.Contains($"1 in {queue}", ok.Message, StringComparison.Ordinal);
        Assert.Equal(FailureKind.Configuration, (await absent.CheckAsync(default)).Kind);
        Assert.Equal(FailureKind.Configuration, (await stranger.CheckAsync(default)).Kind);
        Assert.Equal(FailureKind.Transient, (await nobody.CheckAsync(default)).Kind);
        Assert.DoesNotContain(rabbit.Server.Password, (await absent.CheckAsync(default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_WindowOfTime_IsRefused()
    {
        await using var source = Source("any");

        var failure = await Assert.ThrowsAsync<ExchangeException>(async () =>
        {
            await foreach (var page in source.ReadAsync(new ReadRequest("cases") { From = DateTimeOffset.UnixEpoch }, default))
            {
            }
        });

        Assert.Equal(FailureKind.Configuration, failure.Kind);
    }

    [Fact]
    public async Task Read_TenMessageXmlInGbkLabelledUtf8_IsReadAsDeclared()
    {
        var queue = await rabbit.QueueAsync();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var xml = "MSG01|<?xml version=\"1.0\" encoding=\"UTF-8\"?><APPROVEDATAINFO><HEAD><XZQHDM>350521</XZQHDM></HEAD><BODY><SQ><SBLSH>S1</SBLSH><SQRMC>王䶮</SQRMC></SQ></BODY></APPROVEDATAINFO>\n";
        await rabbit.SendAsync(queue, Encoding.GetEncoding("gb18030").GetBytes(xml), new BasicProperties
        {
            MessageId = "m-1", Headers = new Dictionary<string, object?> { ["kind"] = "SQ" },
        });
        await using var source = Source(
            queue,
            "format: text-with-xml, charset: gb18030, records: $.APPROVEDATAINFO.BODY.SQ, add: { MSGID: messageId, KIND: header.kind, AREA: $.APPROVEDATAINFO.HEAD.XZQHDM }",
            key: "MSGID");

        var record = Assert.Single(Records(await PagesAsync(source)));

        Assert.Null(record.Fault);
        Assert.Equal("m-1", record.SourceKey);
        Assert.Equal("""{"MSGID":"m-1","KIND":"SQ","AREA":"350521","SBLSH":"S1","SQRMC":"王䶮"}""", Encoding.UTF8.GetString(record.Json.Span));
    }

    private static string Case(int i) => $$"""{"id":"A{{i}}","at":"2026-03-02 09:00:00"}""";

    private ISourceConnector Source(string queue, string options = "prefetch: 200", int? port = null, string? password = null, string key = "id", string timeout = "5s") =>
        new QueueKind().CreateSource(Declarations.Parse($$"""
            id: mq
            kind: queue
            settings: {{rabbit.Settings(port, password).Replace("5s", timeout, StringComparison.Ordinal)}}
            streams:
              - name: cases
                queue: { name: {{queue}}, idle: 400ms, {{options}} }
                key: [{{key}}]
                caseKey: {{key}}
            """), Declarations.Services());

    private static async Task<List<SourcePage>> PagesAsync(ISourceConnector source, bool acknowledge = false)
    {
        var pages = new List<SourcePage>();
        await foreach (var page in source.ReadAsync(new ReadRequest("cases"), default))
        {
            pages.Add(page);
            if (acknowledge)
            {
                await source.AcknowledgeAsync("cases", Tickets([page]), default);
            }
        }

        return pages;
    }

    private static List<SourceRecord> Records(IEnumerable<SourcePage> pages) => [.. pages.SelectMany(p => p.Records)];

    private static List<string?> Keys(IEnumerable<SourcePage> pages) => [.. Records(pages).Select(r => r.SourceKey)];

    private static List<object> Tickets(IEnumerable<SourcePage> pages) => [.. Records(pages).Select(r => r.Acknowledgement!)];
}
