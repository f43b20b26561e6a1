using System.Buffers;
using System.Text.Json;

namespace Exchange.Sandbox.Bench;

/// <summary>A platform that accepts everything: it reads the keys, counts, and answers per item.</summary>
internal sealed class BenchTarget
{
    private long _items;
    private long _batches;

    public object Counts => new { items = Interlocked.Read(ref _items), batches = Interlocked.Read(ref _batches) };

    public void Reset()
    {
        Interlocked.Exchange(ref _items, 0);
        Interlocked.Exchange(ref _batches, 0);
    }

    public async Task ReceiveAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.IsCompleted)
            {
                var answer = new ArrayBufferWriter<byte>(32 * 1024);
                Answer(read.Buffer, answer);
                reader.AdvanceTo(read.Buffer.End);
                context.Response.ContentType = "application/json";
                context.Response.ContentLength = answer.WrittenCount;
                await context.Response.Body.WriteAsync(answer.WrittenMemory, context.RequestAborted);
                return;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private void Answer(ReadOnlySequence<byte> body, ArrayBufferWriter<byte> answer)
    {
        var json = new Utf8JsonReader(body);
        using var writer = new Utf8JsonWriter(answer, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        writer.WriteStartArray("results"u8);
        while (json.Read())
        {
            // {"items":[{"key": …: the members of an item are at depth 3.
            if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == 3 && json.ValueTextEquals("key"u8))
            {
                json.Read();
                writer.WriteStartObject();
                writer.WriteString("key"u8, json.GetString());
                writer.WriteString("code"u8, "0"u8);
                writer.WriteString("message"u8, "ok"u8);
                writer.WriteString("platformId"u8, $"YTH{Interlocked.Increment(ref _items):D8}");
                writer.WriteEndObject();
            }
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
        Interlocked.Increment(ref _batches);
    }
}
