using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Targets;

namespace Exchange.Connectors.Queue.Writing;

/// <summary>The sink of a connector of kind queue: where items are published.</summary>
internal sealed record QueueSink
{
    /// <summary>RabbitMQ: the exchange; empty for the one that leads to the queue named by the routing key.</summary>
    public string Exchange { get; init; } = "";

    /// <summary>RabbitMQ: the routing key.</summary>
    public ItemTemplate RoutingKey { get; init; } = ItemTemplate.Parse("");

    /// <summary>Kafka: the topic.</summary>
    public string Topic { get; init; } = "";

    public IReadOnlyList<KeyValuePair<string, ItemTemplate>> Headers { get; init; } = [];

    /// <summary>How long the broker may take to confirm. Default 30 s.</summary>
    public TimeSpan Confirm { get; init; } = TimeSpan.FromSeconds(30);

    public required ItemStamp Stamp { get; init; }

    public static QueueSink Read(SinkDeclaration sink, QueueSettings settings, ProblemList problems)
    {
        var reader = new ConfigReader(sink.Node, "sink", problems);
        reader.Allow(SinkDeclaration.CommonKeys);
        var kafka = settings.IsKafka;
        if (!reader.Has("publish"))
        {
            problems.Error(sink.Node.Location, "sink: 'publish' is missing.", kafka ? "Add 'publish: { topic: … }'." : "Add 'publish: { exchange: …, routingKey: … }'.");
        }

        var publish = reader.Section("publish");
        var idempotency = reader.Section("idempotency");
        var read = new QueueSink
        {
            Exchange = kafka ? "" : publish?.Text("exchange") ?? "",
            RoutingKey = ItemTemplate.Parse(kafka ? "" : publish?.RequiredText("routingKey") ?? ""),
            Topic = kafka ? publish?.RequiredText("topic") ?? "" : "",
            Headers = [.. (publish?.Pairs("headers") ?? []).Select(h => KeyValuePair.Create(h.Key, ItemTemplate.Parse(h.Value)))],
            Confirm = publish?.Duration("confirm", TimeSpan.FromSeconds(30)) ?? TimeSpan.FromSeconds(30),
            Stamp = new ItemStamp(idempotency?.Text("item"), idempotency?.Text("version"), idempotency?.Text("operation")),
        };
        foreach (var name in read.Headers.SelectMany(h => h.Value.Unknown).Concat(read.RoutingKey.Unknown).Distinct())
        {
            problems.Error(publish!.Map.Location, $"{publish.What}: unknown placeholder '{{{name}}}'.", $"Known: {ItemTemplate.Known}.");
        }

        if (read.Confirm < TimeSpan.FromMilliseconds(100) || read.Confirm > TimeSpan.FromMinutes(10))
        {
            problems.Error(publish!.Node("confirm")!.Location, $"{publish.What}: 'confirm' is out of range.", "Give 100ms to 10m.");
        }

        if (sink.Capabilities.OnUnknown == "ask")
        {
            problems.Error(sink.Node.Location, "sink: a broker cannot be asked what it holds, so 'onUnknown: ask' cannot be.", "Choose upsertByKey where the readers know a message by its id, or park.");
        }

        publish?.Finish();
        idempotency?.Finish();
        reader.Finish();
        return read;
    }
}
