using System.Text;
using Confluent.Kafka;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Tests;

namespace Exchange.Connectors.Queue.Tests;

/// <summary>Against the brokers that the client's own library plays in this process, over real sockets.</summary>
public sealed class KafkaTests : IAsyncLifetime
{
    private readonly IProducer<string, string> _brokers = new ProducerBuilder<string, string>(
        new Dictionary<string, string> { ["bootstrap.servers"] = "unused:1", ["test.mock.num.brokers"] = "2", ["log_level"] = "0" }).Build();

    private string _servers = "";
    private string _topic = "";

    public Task InitializeAsync()
    {
        // The first question about a topic makes it, with four partitions.
        using var admin = new DependentAdminClientBuilder(_brokers.Handle).Build();
        _topic = "t" + Guid.NewGuid().ToString("N")[..8];
        var known = admin.GetMetadata(_topic, TimeSpan.FromSeconds(20));
        _servers = string.Join(',', known.Brokers.Select(b => $"{b.Host}:{b.Port}"));
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        _brokers.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Read_FromTheCursorToTheEnd_EachMessageOnce()
    {
        await SendAsync(0, 25);
        await using var source = Source("prefetch: 10");

        var first = await PagesAsync(source, null);
        await SendAsync(25, 5);
        var second = await PagesAsync(source, first[^1].Cursor);
        var third = await PagesAsync(source, second[^1].Cursor);

        Assert.Equal(25, Keys(first).Distinct().Count());
        Assert.True(first.Count >= 3);
        Assert.True(first[^1].Last);
        Assert.Equal(["A25", "A26", "A27", "A28", "A29"], Keys(second).Order());
        Assert.Empty(Keys(third));
        Assert.Equal(second[^1].Cursor, third[^1].Cursor);
    }

    [Fact]
    public async Task Read_StoppedAfterAPage_GoesOnFromThatPagesCursor()
    {
        await SendAsync(0, 30);
        await using var source = Source("prefetch: 7");
        var seen = new List<string?>();
        string? cursor = null;
        await foreach (var page in source.ReadAsync(new ReadRequest("cases"), default))
        {
            seen.AddRange(page.Records.Select(r => r.SourceKey));
            cursor = page.Cursor;
            break;
        }

        seen.AddRange(Keys(await PagesAsync(source, cursor)));

        Assert.Equal(30, seen.Count);
        Assert.Equal(30, seen.Distinct().Count());
    }

    [Fact]
    public async Task Read_CursorBehindTheEnd_IsADataFailure()
    {
        await SendAsync(0, 2);
        await using var source = Source();

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => PagesAsync(source, """{"0":99,"1":0}"""));

        Assert.Equal(FailureKind.Data, failure.Kind);
    }

    [Fact]
    public async Task Read_MessageNobodyCanDecode_IsAFaultAndTheRestGoesOn()
    {
        await SendAsync(0, 2);
        await _brokers.ProduceAsync(new TopicPartition(_topic, 0), new Message<string, string> { Key = "k", Value = "no json" });
        await using var source = Source();

        var records = (await PagesAsync(source, null)).SelectMany(p => p.Records).ToList();

        Assert.Equal("undecodable", Assert.Single(records, r => r.Fault is not null).Fault!.Reason);
        Assert.Equal(3, records.Count);
    }

    [Fact]
    public async Task Write_ThenRead_CarriesKeyVersionAndContent()
    {
        await using var target = new QueueKind().CreateTarget(Declarations.Parse($$"""
            id: k
            kind: queue
            settings: { broker: kafka, servers: "{{_servers}}" }
            sink:
              publish: { topic: {{_topic}} }
              idempotency: { item: key, version: version }
            """), Declarations.Services());

        var results = await target.WriteAsync([.. Enumerable.Range(0, 20).Select(Item)], default);

        Assert.All(results, r => Assert.Equal(DeliveryOutcome.Accepted, r.Outcome));
        await using var source = Source("add: { MSG: header.messageId, CASE: key, VERSION: header.version }", key: "MSG");
        var records = (await PagesAsync(source, null)).SelectMany(p => p.Records).ToList();
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"k{i}").Order(), records.Select(r => r.SourceKey).Order());
        Assert.Contains(records, r => Encoding.UTF8.GetString(r.Json.Span) == """{"MSG":"k7","CASE":"C7","VERSION":"1","key":"k7","version":1,"id":"X"}""");
    }

    [Fact]
    public async Task Check_NobodyListens_IsTransient()
    {
        await using var source = Source(servers: "127.0.0.1:1");

        Assert.Equal(FailureKind.Transient, (await source.CheckAsync(default)).Kind);
    }

    private static DeliveryItem Item(int i) => new()
    {
        Key = $"k{i}", CaseId = $"C{i}", Version = 1, Operation = RecordOperation.Upsert, Json = """{"id":"X"}"""u8.ToArray(),
    };

    private async Task SendAsync(int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            await _brokers.ProduceAsync(new TopicPartition(_topic, i % 3), new Message<string, string> { Key = $"k{i}", Value = $$"""{"id":"A{{i}}"}""" });
        }
    }

    private ISourceConnector Source(string options = "prefetch: 100", string key = "id", string? servers = null) => new QueueKind().CreateSource(Declarations.Parse($$"""
        id: k
        kind: queue
        settings: { broker: kafka, servers: "{{servers ?? _servers}}", timeout: 5s }
        streams:
          - { name: cases, queue: { name: {{_topic}}, {{options}} }, key: [{{key}}], caseKey: {{key}} }
        """), Declarations.Services());

    private static async Task<List<SourcePage>> PagesAsync(ISourceConnector source, string? cursor)
    {
        var pages = new List<SourcePage>();
        await foreach (var page in source.ReadAsync(new ReadRequest("cases") { Cursor = cursor }, default))
        {
            pages.Add(page);
        }

        return pages;
    }

    private static List<string?> Keys(IEnumerable<SourcePage> pages) => [.. pages.SelectMany(p => p.Records).Select(r => r.SourceKey)];
}
