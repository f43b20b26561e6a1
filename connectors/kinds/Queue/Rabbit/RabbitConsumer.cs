using System.Threading.Channels;
using Exchange.Abstractions.Failures;
using Exchange.Connectors.Queue.Messages;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Exchange.Connectors.Queue.Rabbit;

/// <summary>Takes what the broker delivers; there is never more of it than the prefetch lets out.</summary>
internal sealed class RabbitConsumer(IChannel channel, object session, int largest, string place) : AsyncDefaultBasicConsumer(channel)
{
    private readonly Channel<IncomingMessage> _messages = System.Threading.Channels.Channel.CreateUnbounded<IncomingMessage>(
        new UnboundedChannelOptions { SingleReader = true });

    /// <summary>The messages, in the order of the queue.</summary>
    public ChannelReader<IncomingMessage> Messages => _messages.Reader;

    /// <summary>Why no more will come; <see langword="null"/> while it goes on.</summary>
    public ExchangeException? Failure { get; private set; }

    public override async Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
        await _messages.Writer.WriteAsync(RabbitMessage.Read(session, deliveryTag, exchange, routingKey, properties, body, largest), cancellationToken);

    public override Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        End(new ExchangeException(FailureKind.Transient, $"{place}: the broker ended the reading; the queue was deleted or moved.", "It is tried again; if it lasts, ask the owner of the system."));
        return base.HandleBasicCancelAsync(consumerTag, cancellationToken);
    }

    public override Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        End(RabbitFailure.Explain(reason.ReplyCode, SystemWords.Short(reason.ReplyText, 200), place, reason.Exception));
        return base.HandleChannelShutdownAsync(channel, reason);
    }

    private void End(ExchangeException failure)
    {
        Failure ??= failure;
        _messages.Writer.TryComplete(failure);
    }
}
