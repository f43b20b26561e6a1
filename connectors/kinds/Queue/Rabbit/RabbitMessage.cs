using System.Collections;
using System.Globalization;
using System.Text;
using Exchange.Connectors.Queue.Messages;
using RabbitMQ.Client;

namespace Exchange.Connectors.Queue.Rabbit;

/// <summary>Makes messages out of deliveries.</summary>
internal static class RabbitMessage
{
    /// <summary>The message; its body is copied unless it is too large.</summary>
    public static IncomingMessage Read(
        object session, ulong number, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, int largest)
    {
        var oversized = body.Length > largest;
        return new IncomingMessage
        {
            Body = oversized ? null : body.ToArray(),
            Length = body.Length,
            Properties = Properties(exchange, routingKey, properties),
            Deliveries = Deliveries(properties.Headers),
            Ticket = new MessageTicket(session, number, oversized),
        };
    }

    private static Dictionary<string, string> Properties(string exchange, string routingKey, IReadOnlyBasicProperties properties)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal) { ["exchange"] = exchange, ["routingKey"] = routingKey };
        Add(read, "messageId", properties.MessageId);
        Add(read, "correlationId", properties.CorrelationId);
        Add(read, "type", properties.Type);
        if (properties.IsTimestampPresent())
        {
            read["timestamp"] = properties.Timestamp.UnixTime.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in properties.Headers ?? new Dictionary<string, object?>())
        {
            Add(read, "header." + name, Text(value));
        }

        return read;
    }

    // Quorum queues count; others only where the message went through a dead-letter exchange.
    private static long Deliveries(IDictionary<string, object?>? headers)
    {
        if (headers is null)
        {
            return 0;
        }

        if (headers.TryGetValue("x-delivery-count", out var count) && count is not null)
        {
            return Number(count);
        }

        return headers.TryGetValue("x-death", out var deaths) && deaths is IEnumerable list and not string and not byte[]
            ? list.OfType<IDictionary<string, object?>>().Sum(d => d.TryGetValue("count", out var n) && n is not null ? Number(n) : 0)
            : 0;
    }

    private static long Number(object value) => value is sbyte or byte or short or ushort or int or uint or long
        ? Convert.ToInt64(value, CultureInfo.InvariantCulture)
        : 0;

    private static string? Text(object? value) => value switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        string text => text,
        bool or sbyte or byte or short or ushort or int or uint or long or float or double or decimal => Convert.ToString(value, CultureInfo.InvariantCulture),
        AmqpTimestamp time => time.UnixTime.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private static void Add(Dictionary<string, string> read, string name, string? value)
    {
        if (value is not null)
        {
            read[name] = value;
        }
    }
}
