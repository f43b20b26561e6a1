using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Confluent.Kafka;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Queue.Writing;

namespace Exchange.Connectors.Queue.Kafka;

/// <summary>Publishes to a topic: taken by all replicas in sync, without doubles of the producer's own making, in order by case.</summary>
internal sealed class KafkaTarget(QueueSink sink, QueueSettings settings, string system, ConnectorServices services) : ITargetConnector
{
    private readonly string _place = $"{system} (topic {sink.Topic})";
    private IProducer<string, byte[]>? _producer;

    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var permit = await services.Budget.AcquireAsync(cancellationToken);
            await Task.Run(() => KafkaClient.Partitions(Producer().Handle, sink.Topic, settings.Timeout, _place), cancellationToken);
            return new CheckResult(true, $"{_place}: the brokers answer and the topic is there.");
        }
        catch (ExchangeException exception)
        {
            return new CheckResult(false, $"{exception.Message} {exception.Remedy}".TrimEnd()) { Kind = exception.Kind };
        }
    }

    public async Task<IReadOnlyList<DeliveryResult>> WriteAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        using var permit = await services.Budget.AcquireAsync(cancellationToken);
        var producer = Producer();

        // Certainly nothing arrived where the topic is not there or nobody answers.
        await Task.Run(() => KafkaClient.Partitions(producer.Handle, sink.Topic, settings.Timeout, _place), cancellationToken);
        return await Task.WhenAll(items.Select(i => PublishAsync(producer, ItemMessage.Of(i, sink), cancellationToken)));
    }

    public Task<IReadOnlyList<DeliveryResult>> AskAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeliveryResult>>([.. items.Select(i => new DeliveryResult(i.Key, DeliveryOutcome.Unknown) { Message = "a broker cannot be asked what it took" })]);

    public async IAsyncEnumerable<HeldVersion> ListKeysAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        throw new ExchangeException(FailureKind.Configuration, $"{_place}: a topic cannot list what it holds by key.", "Reconcile with the system behind the topic.");
#pragma warning disable CS0162 // The compiler wants an iterator.
        yield break;
#pragma warning restore CS0162
    }

    public ValueTask DisposeAsync()
    {
        _producer?.Dispose();
        _producer = null;
        return ValueTask.CompletedTask;
    }

    private async Task<DeliveryResult> PublishAsync(IProducer<string, byte[]> producer, ItemMessage message, CancellationToken cancellationToken)
    {
        var item = message.Item;
        var headers = new Headers
        {
            { "messageId", Encoding.UTF8.GetBytes(item.Key) },
            { "version", Encoding.UTF8.GetBytes(item.Version.ToString(CultureInfo.InvariantCulture)) },
            { "operation", Encoding.UTF8.GetBytes(item.Operation == Abstractions.Sources.RecordOperation.Delete ? "withdraw" : "upsert") },
        };
        foreach (var (name, value) in message.Headers)
        {
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        }

        try
        {
            await producer.ProduceAsync(sink.Topic, new Message<string, byte[]> { Key = item.CaseId, Value = message.Body.ToArray(), Headers = headers }, cancellationToken);
            return new DeliveryResult(item.Key, DeliveryOutcome.Accepted);
        }
        catch (ProduceException<string, byte[]> exception)
        {
            return new DeliveryResult(item.Key, Outcome(exception)) { Code = exception.Error.Code.ToString(), Message = SystemWords.Short(exception.Error.Reason, 300) };
        }
    }

    private static DeliveryOutcome Outcome(ProduceException<string, byte[]> exception) => exception.Error.Code switch
    {
        ErrorCode.MsgSizeTooLarge or ErrorCode.RecordListTooLarge or ErrorCode.InvalidMsg or ErrorCode.TopicAuthorizationFailed => DeliveryOutcome.Rejected,
        _ => exception.DeliveryResult.Status == PersistenceStatus.NotPersisted ? DeliveryOutcome.Retry : DeliveryOutcome.Unknown,
    };

    private IProducer<string, byte[]> Producer() => _producer ??= new ProducerBuilder<string, byte[]>(new ProducerConfig(KafkaClient.Configuration(settings, system))
    {
        Acks = Acks.All,
        EnableIdempotence = true,
        LingerMs = 5,
        MessageTimeoutMs = (int)sink.Confirm.TotalMilliseconds,
        RequestTimeoutMs = (int)Math.Min(sink.Confirm.TotalMilliseconds, settings.Timeout.TotalMilliseconds),
    }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
}
