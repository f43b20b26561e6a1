using System.Globalization;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Targets;
using RabbitMQ.Client.Exceptions;

namespace Exchange.Connectors.Queue.Rabbit;

/// <summary>What it means for an item that publishing it did not simply succeed.</summary>
internal static class RabbitConfirmation
{
    public static DeliveryResult Read(Exception exception, string key, string place) => exception switch
    {
        PublishReturnException returned => new DeliveryResult(key, DeliveryOutcome.Rejected)
        {
            Code = returned.ReplyCode.ToString(CultureInfo.InvariantCulture),
            Message = $"no queue takes messages of this routing key ({SystemWords.Short(returned.ReplyText, 100)}); bind one, or mend 'routingKey'",
        },
        PublishException => new DeliveryResult(key, DeliveryOutcome.Retry) { Code = "nack", Message = "the broker did not take it (a queue is full, or it is in trouble)" },
        OperationCanceledException => new DeliveryResult(key, DeliveryOutcome.Unknown) { Message = "the broker did not confirm in time" },
        _ => Lost(exception, key, place),
    };

    // A refusal closes the channel under whatever was on the way in it.
    private static DeliveryResult Lost(Exception exception, string key, string place)
    {
        var failure = RabbitFailure.Explain(exception, place);
        return new DeliveryResult(key, DeliveryOutcome.Unknown) { Message = SystemWords.Short(failure.Message, 300) };
    }
}
