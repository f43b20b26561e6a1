using System.Xml.Linq;
using Exchange.Abstractions.Decoding;
using Exchange.Sandbox.Generation;
using Exchange.Servers;
using RabbitMQ.Client;

namespace Exchange.Sandbox.Systems.SupervisionMessages;

/// <summary>
/// The queues, one for each stream of the hub, behind one exchange: message 4 goes to the queue of results, and with an amount or a licence
/// in it to those of fees and licences too.
/// </summary>
internal sealed class SupervisionQueues : IAsyncDisposable
{
    /// <summary>The feed of message 4: three queues take from it.</summary>
    public const string Conclusions = "results";
    private const string Exchange = "jc";
    private const int AtOnce = 100;

    // Queue → the messages it takes.
    private static readonly (string Stream, string RoutingKey)[] Bindings =
    [
        ("applications", "0"), ("pre-acceptances", "1"), ("acceptances", "2"), ("steps", "3"), (Conclusions, "4.#"), ("fees", "4.fee.#"), ("licences", "4.#.licence"),
        ("special-procedures", "5"), ("special-procedure-results", "6"), ("supplement-notices", "7"), ("supplements", "8"), ("deliveries", "9"),
    ];

    private static readonly CharacterSet Characters = CharacterSet.Find("gb18030")!;
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly long _seed;

    private SupervisionQueues(IConnection connection, IChannel channel, long seed) => (_connection, _channel, _seed) = (connection, channel, seed);

    public static async Task<SupervisionQueues> OpenAsync(RabbitServer broker, long seed, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = new Uri(broker.Url), UserName = broker.User, Password = broker.Password, ClientProvidedName = "sandbox" };
        var connection = await factory.CreateConnectionAsync(cancellationToken);
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellationToken);
        foreach (var (stream, routingKey) in Bindings)
        {
            await channel.QueueDeclareAsync($"{Exchange}.{stream}", durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
            await channel.QueueBindAsync($"{Exchange}.{stream}", Exchange, routingKey, cancellationToken: cancellationToken);
        }
        return new SupervisionQueues(connection, channel, seed);
    }

    /// <summary>Sends the messages of entries in no order, some of them twice.</summary>
    public async Task SendAsync(IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        // The streams fees and licences read copies of the conclusions.
        var records = entries.SelectMany(e => e.Records).Where(r => r.Feed is not ("fees" or "licences")).ToList();
        var random = new SeededRandom(_seed, "supervision-order", records.Count);
        var all = records.Concat(records.Where(_ => random.Chance(0.03))).OrderBy(_ => random.NextUInt64()).ToList();
        foreach (var chunk in all.Chunk(AtOnce))
        {
            await Task.WhenAll(chunk.Select(r => SendAsync(r, cancellationToken).AsTask()));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private ValueTask SendAsync(FeedRecord record, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties
        {
            MessageId = $"{record.Feed}-{record.Key}",
            ContentType = "application/xml",
            Timestamp = new AmqpTimestamp(new DateTimeOffset(record.ChangedAt, TimeSpan.FromHours(8)).ToUnixTimeSeconds()),
        };
        return _channel.BasicPublishAsync(Exchange, RoutingKey(record), mandatory: true, properties, Body(record), cancellationToken);
    }

    private static string RoutingKey(FeedRecord record)
    {
        var key = Array.Find(Bindings, b => b.Stream == record.Feed).RoutingKey;
        return record.Feed != Conclusions ? key : $"4{(Has(record, "SFJE") ? ".fee" : "")}{(Has(record, "ZJBH") ? ".licence" : "")}";
    }

    private static bool Has(FeedRecord record, string field) => record.Body[field] is string and not "无";

    private static byte[] Body(FeedRecord record)
    {
        var root = new XElement("APPROVEDATAINFO", record.Body.Where(f => f.Key != SupervisionCaseWriter.Spoilt).Select(f => new XElement(f.Key, f.Value)));
        var bytes = Characters.Encoding.GetBytes($"<?xml version=\"1.0\" encoding=\"GB18030\"?>{root.ToString(SaveOptions.DisableFormatting)}");
        if (record.Body.ContainsKey(SupervisionCaseWriter.Spoilt))
        {
            // No character begins with it.
            bytes[^25] = 0xFF;
        }
        return bytes;
    }
}
