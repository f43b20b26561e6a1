using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Exchange.Connectors.Queue.Messages;

namespace Exchange.Connectors.Queue.Kafka;

/// <summary>Makes messages out of what was consumed.</summary>
internal static class KafkaMessage
{
    public static IncomingMessage Read(ConsumeResult<byte[]?, byte[]?> result, int largest)
    {
        var body = result.Message.Value ?? [];
        var properties = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["topic"] = result.Topic,
            ["partition"] = result.Partition.Value.ToString(CultureInfo.InvariantCulture),
            ["offset"] = result.Offset.Value.ToString(CultureInfo.InvariantCulture),
            ["messageId"] = string.Create(CultureInfo.InvariantCulture, $"{result.Topic}-{result.Partition.Value}-{result.Offset.Value}"),
            ["timestamp"] = result.Message.Timestamp.UnixTimestampMs.ToString(CultureInfo.InvariantCulture),
        };
        if (result.Message.Key is { } key)
        {
            properties["key"] = Encoding.UTF8.GetString(key);
        }

        foreach (var header in result.Message.Headers ?? [])
        {
            properties["header." + header.Key] = Encoding.UTF8.GetString(header.GetValueBytes() ?? []);
        }

        return new IncomingMessage { Body = body.Length > largest ? null : body, Length = body.Length, Properties = properties };
    }
}
