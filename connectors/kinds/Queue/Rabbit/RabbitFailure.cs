using Exchange.Abstractions.Failures;
using RabbitMQ.Client.Exceptions;

namespace Exchange.Connectors.Queue.Rabbit;

/// <summary>What the exceptions of the client mean.</summary>
internal static class RabbitFailure
{
    private const int LongestWords = 200;

    /// <summary>The failure behind an exception.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="place">What was asked, for people.</param>
    public static ExchangeException Explain(Exception exception, string place)
    {
        if (exception is ExchangeException known)
        {
            return known;
        }

        if (Find<AuthenticationFailureException>(exception) is not null || Find<PossibleAuthenticationFailureException>(exception) is not null)
        {
            return new ExchangeException(
                FailureKind.Configuration, $"{place}: the broker does not let the hub in.", "Check user, password and virtual host.", exception);
        }

        return Find<OperationInterruptedException>(exception)?.ShutdownReason is { } reason
            ? Explain(reason.ReplyCode, SystemWords.Short(reason.ReplyText, LongestWords), place, exception)
            : Lost(place, exception);
    }

    /// <summary>The failure behind the end of a channel or connection.</summary>
    public static ExchangeException Explain(ushort code, string? words, string place, Exception? exception) => code switch
    {
        403 or 530 => new ExchangeException(
            FailureKind.Configuration, $"{place}: the broker refuses ({code} {words}).", "Check the virtual host and the rights of the hub's user: configure none, read the queue, write the exchange.", exception),
        404 => new ExchangeException(
            FailureKind.Configuration, $"{place}: there is no such thing at the broker ({code} {words}).", "Check the name and the virtual host; the hub makes no queue and no exchange.", exception),
        405 => new ExchangeException(
            FailureKind.Transient, $"{place}: another program holds it alone ({code} {words}).", "It is tried again; end the other consumer, or ask for a queue of the hub's own.", exception),
        _ => Lost(place, exception),
    };

    private static ExchangeException Lost(string place, Exception? exception) => new(
        FailureKind.Transient,
        Find<BrokerUnreachableException>(exception) is null ? $"{place}: the connection to the broker was lost." : $"{place}: the broker cannot be reached.",
        "It is tried again, and what was not acknowledged is given again; if it lasts, check the address and the network, and ask the owner of the system.",
        exception);

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is T found)
            {
                return found;
            }

            if (e is AggregateException all && all.InnerExceptions.Select(i => Find<T>(i)).FirstOrDefault(i => i is not null) is { } one)
            {
                return one;
            }
        }

        return null;
    }
}
