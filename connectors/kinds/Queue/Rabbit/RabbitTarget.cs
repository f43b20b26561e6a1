using System.Runtime.CompilerServices;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Queue.Writing;
using RabbitMQ.Client;

namespace Exchange.Connectors.Queue.Rabbit;

/// <summary>Publishes to a RabbitMQ with the broker's confirmation: an item counts as accepted once a queue has it on disk.</summary>
internal sealed class RabbitTarget(QueueSink sink, RabbitConnector connector, ConnectorServices services) : ITargetConnector
{
    private const int MostOpen = 100;

    private readonly string _place = $"{connector.System} (exchange {(sink.Exchange.Length == 0 ? "of the broker" : sink.Exchange)})";
    private IConnection? _connection;
    private IChannel? _channel;

    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await OpenAsync(cancellationToken);
            return new CheckResult(true, $"{_place}: the broker answers and the exchange is there.");
        }
        catch (ExchangeException exception)
        {
            return new CheckResult(false, $"{exception.Message} {exception.Remedy}".TrimEnd()) { Kind = exception.Kind };
        }
    }

    public async Task<IReadOnlyList<DeliveryResult>> WriteAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        var messages = items.Select(i => ItemMessage.Of(i, sink)).ToList();
        var results = new List<DeliveryResult>(items.Count);
        foreach (var part in messages.Chunk(MostOpen))
        {
            if (results.Exists(r => r.Outcome is DeliveryOutcome.Unknown or DeliveryOutcome.Retry))
            {
                results.AddRange(part.Select(m => new DeliveryResult(m.Item.Key, DeliveryOutcome.Retry) { Message = "not sent: the broker is busy or silent" }));
                continue;
            }

            IChannel channel;
            using (await services.Budget.AcquireAsync(cancellationToken))
            {
                try
                {
                    channel = await OpenAsync(cancellationToken);
                }
                catch (ExchangeException exception) when (results.Count > 0)
                {
                    results.AddRange(part.Select(m => new DeliveryResult(m.Item.Key, DeliveryOutcome.Retry) { Message = exception.Message }));
                    continue;
                }
            }

            results.AddRange(await Task.WhenAll(part.Select(m => PublishAsync(channel, m, cancellationToken))));
        }

        return results;
    }

    public Task<IReadOnlyList<DeliveryResult>> AskAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeliveryResult>>([.. items.Select(i => new DeliveryResult(i.Key, DeliveryOutcome.Unknown) { Message = "a broker cannot be asked what it took" })]);

    public async IAsyncEnumerable<HeldVersion> ListKeysAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        throw new ExchangeException(FailureKind.Configuration, $"{_place}: a broker cannot list what it took.", "Reconcile with the system behind the queue.");
#pragma warning disable CS0162 // The compiler wants an iterator.
        yield break;
#pragma warning restore CS0162
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            try
            {
                await connection.CloseAsync(TimeSpan.FromSeconds(5));
            }
            catch (Exception)
            {
                // The broker is gone already.
            }

            await connection.DisposeAsync();
        }
    }

    private async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true } open)
        {
            return open;
        }

        await DisposeAsync();
        _connection = await connector.OpenAsync($"{connector.System}, sink", cancellationToken);
        try
        {
            if (sink.Exchange.Length > 0)
            {
                // Without this a wrong name shows only as a channel that broke under everything sent.
                await using var probe = await _connection.CreateChannelAsync(cancellationToken: cancellationToken);
                await probe.ExchangeDeclarePassiveAsync(sink.Exchange, cancellationToken);
            }

            return _channel = await _connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw RabbitFailure.Explain(exception, _place);
        }
    }

    private async Task<DeliveryResult> PublishAsync(IChannel channel, ItemMessage message, CancellationToken cancellationToken)
    {
        using var confirm = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        confirm.CancelAfter(sink.Confirm);
        try
        {
            await channel.BasicPublishAsync(sink.Exchange, message.RoutingKey, mandatory: true, Properties(message), message.Body, confirm.Token);
            return new DeliveryResult(message.Item.Key, DeliveryOutcome.Accepted);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return RabbitConfirmation.Read(exception, message.Item.Key, _place);
        }
    }

    private BasicProperties Properties(ItemMessage message)
    {
        var headers = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["case"] = message.Item.CaseId,
            ["version"] = message.Item.Version,
            ["operation"] = message.Item.Operation == Abstractions.Sources.RecordOperation.Delete ? "withdraw" : "upsert",
        };
        foreach (var (name, value) in message.Headers)
        {
            headers[name] = value;
        }

        return new BasicProperties
        {
            MessageId = message.Item.Key,
            ContentType = "application/json",
            ContentEncoding = "utf-8",
            DeliveryMode = DeliveryModes.Persistent,
            Timestamp = new AmqpTimestamp(services.Time.GetUtcNow().ToUnixTimeSeconds()),
            Headers = headers,
        };
    }
}
