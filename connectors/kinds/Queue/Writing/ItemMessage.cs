using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Abstractions.Targets;

namespace Exchange.Connectors.Queue.Writing;

/// <summary>An item as it is published.</summary>
/// <param name="Item">The item.</param>
/// <param name="RoutingKey">Where it goes.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body, JSON in UTF-8.</param>
internal sealed record ItemMessage(DeliveryItem Item, string RoutingKey, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the message of an item.</summary>
    public static ItemMessage Of(DeliveryItem item, QueueSink sink)
    {
        using var content = JsonDocument.Parse(item.Json);
        var body = new ArrayBufferWriter<byte>(item.Json.Length + 256);
        using (var writer = new Utf8JsonWriter(body, Options))
        {
            sink.Stamp.Write(writer, item);
        }

        return new ItemMessage(
            item,
            sink.RoutingKey.Fill(item, content.RootElement),
            [.. sink.Headers.Select(h => KeyValuePair.Create(h.Key, h.Value.Fill(item, content.RootElement)))],
            body.WrittenMemory);
    }
}
