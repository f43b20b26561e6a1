using System.Globalization;
using System.Text.Json;
using Exchange.Abstractions.Failures;

namespace Exchange.Connectors.Queue.Kafka;

/// <summary>
/// The cursor of a topic as the hub stores it: the offset to read next, by partition: <c>{"0":12,"1":7}</c>. It is committed
/// with its records, so nothing is told to the brokers.
/// </summary>
internal sealed class KafkaCursor
{
    private const int MostPartitions = 10_000;

    private readonly SortedDictionary<int, long> _next = [];

    /// <summary>Where a partition goes on; <see langword="null"/> where it was never read.</summary>
    public long? Of(int partition) => _next.TryGetValue(partition, out var next) ? next : null;

    /// <summary>Moves a partition, never backwards.</summary>
    public void Advance(int partition, long next)
    {
        if (Of(partition) is not { } known || next > known)
        {
            _next[partition] = next;
        }
    }

    /// <summary>Reads a stored cursor.</summary>
    /// <exception cref="ExchangeException">It is none (data).</exception>
    public static KafkaCursor Parse(string? text, string stream)
    {
        var cursor = new KafkaCursor();
        if (string.IsNullOrWhiteSpace(text))
        {
            return cursor;
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 2 });
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (!int.TryParse(member.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var partition) || cursor._next.Count >= MostPartitions
                    || !member.Value.TryGetInt64(out var next) || next < 0)
                {
                    throw Unreadable(stream, null);
                }

                cursor._next[partition] = next;
            }

            return cursor;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Unreadable(stream, exception);
        }
    }

    /// <summary>The cursor as the hub stores it.</summary>
    public override string ToString() =>
        $"{{{string.Join(',', _next.Select(n => string.Create(CultureInfo.InvariantCulture, $"\"{n.Key}\":{n.Value}")))}}}";

    private static ExchangeException Unreadable(string stream, Exception? exception) => new(
        FailureKind.Data, $"The cursor of stream '{stream}' is none of a topic.", "Set it to the next offset by partition, {\"0\":12}, or read the stream in full.", exception);
}
