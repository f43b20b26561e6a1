using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Queue;
using Exchange.Connectors.Queue.Kafka;
using Exchange.Connectors.Queue.Rabbit;
using Exchange.Connectors.Queue.Reading;
using Exchange.Connectors.Queue.Writing;

[assembly: Connector("queue", typeof(QueueKind))]

namespace Exchange.Connectors.Queue;

/// <summary>Systems that hand their records over as messages: queues of RabbitMQ, topics of Kafka.</summary>
public sealed class QueueKind : IConnectorKind
{
    /// <inheritdoc/>
    public string OptionsSchema { get; } = ReadSchema();

    /// <inheritdoc/>
    public void Validate(ConnectorDeclaration declaration, ProblemList problems)
    {
        var settings = QueueSettings.Read(declaration, problems);
        foreach (var stream in declaration.Streams)
        {
            QueueStream.Read(stream, settings, problems);
        }

        if (declaration.Sink is { } sink)
        {
            QueueSink.Read(sink, settings, problems);
        }
    }

    /// <inheritdoc/>
    public ISourceConnector CreateSource(ConnectorDeclaration declaration, ConnectorServices services)
    {
        var problems = new ProblemList();
        var settings = QueueSettings.Read(declaration, problems);
        var streams = declaration.Streams.Select(s => QueueStream.Read(s, settings, problems)).ToList();
        UnusableFile.ThrowIfAny(problems);
        return settings.IsKafka
            ? new KafkaSource(streams, settings, declaration, services)
            : new RabbitSource(streams, new RabbitConnector(settings, declaration.Id, services), declaration, services);
    }

    /// <inheritdoc/>
    public ITargetConnector CreateTarget(ConnectorDeclaration declaration, ConnectorServices services)
    {
        var problems = new ProblemList();
        var settings = QueueSettings.Read(declaration, problems);
        var sink = declaration.Sink is { } node
            ? QueueSink.Read(node, settings, problems)
            : throw new InvalidOperationException($"The connector '{declaration.Id}' has no sink.");
        UnusableFile.ThrowIfAny(problems);
        return settings.IsKafka
            ? new KafkaTarget(sink, settings, declaration.Id, services)
            : new RabbitTarget(sink, new RabbitConnector(settings, declaration.Id, services), services);
    }

    private static string ReadSchema()
    {
        using var stream = typeof(QueueKind).Assembly.GetManifestResourceStream("options.schema.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
