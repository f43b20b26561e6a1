using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Abstractions.Targets;

namespace Exchange.Connectors.Files.Writing;

/// <summary>An item with its stamp, as it goes into a file.</summary>
/// <param name="Item">The item.</param>
/// <param name="Json">Its JSON with key, version and operation.</param>
internal sealed record SinkItem(DeliveryItem Item, JsonElement Json)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static SinkItem Of(DeliveryItem item, ItemStamp stamp)
    {
        var buffer = new ArrayBufferWriter<byte>(item.Json.Length + 256);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            stamp.Write(writer, item);
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return new SinkItem(item, document.RootElement.Clone());
    }
}
