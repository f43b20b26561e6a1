using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Abstractions.Targets;

namespace Exchange.UnifiedPlatform;

/// <summary>The body of a batch. Items come as mapped JSON and go out as they are, with key, version and operation put on.</summary>
internal static class BatchContent
{
    private static readonly ItemStamp Stamp = new("key", "version", "operation");
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static HttpContent Of(IReadOnlyList<DeliveryItem> items)
    {
        var buffer = new ArrayBufferWriter<byte>(items.Sum(i => i.Json.Length + 160));
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var item in items)
            {
                Stamp.Write(writer, item);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return new ReadOnlyMemoryContent(buffer.WrittenMemory) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" } } };
    }
}
