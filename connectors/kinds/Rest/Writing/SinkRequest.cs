using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Abstractions.Http;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Writing;

/// <summary>Makes the requests of a sink.</summary>
internal sealed class SinkRequest(RestSink sink, RestClient client)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly TemplateText _path = TemplateText.Parse(sink.Path);

    /// <summary>The request that writes items.</summary>
    public HttpRequestMessage Write(IReadOnlyList<DeliveryItem> items)
    {
        var request = new HttpRequestMessage(sink.Method, client.Address(Path(items[0]))) { Content = Content(writer => WriteBody(writer, items)) };
        if (sink.KeyHeader is { } header)
        {
            // One item: its own key, so that the target sees the same key however the item was grouped.
            request.Headers.TryAddWithoutValidation(header, items.Count == 1 ? items[0].Key : ItemStamp.RequestKey(items));
        }

        request.Options.Set(RepeatableRequest.Option, sink.Repeatable);
        return WithHeaders(request);
    }

    /// <summary>A request that reads a path.</summary>
    public HttpRequestMessage Get(string path) => WithHeaders(new HttpRequestMessage(HttpMethod.Get, client.Address(path)));

    /// <summary>The request that asks which keys are known.</summary>
    public HttpRequestMessage Known(KnownSettings known, IReadOnlyList<DeliveryItem> items)
    {
        var request = new HttpRequestMessage(known.Method, client.Address(known.Path))
        {
            Content = Content(writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray(known.Body);
                foreach (var item in items)
                {
                    writer.WriteStringValue(item.Key);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }),
        };
        request.Options.Set(RepeatableRequest.Option, true);
        return WithHeaders(request);
    }

    /// <summary>The request that lists keys.</summary>
    public HttpRequestMessage List(ListSettings list, string after)
    {
        var separator = list.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var limit = list.Limit.ToString(CultureInfo.InvariantCulture);
        return Get($"{list.Path}{separator}{Uri.EscapeDataString(list.After)}={Uri.EscapeDataString(after)}&{Uri.EscapeDataString(list.LimitParameter)}={limit}");
    }

    // The headers of the sink's request are those of everything it asks: an application's id belongs on all of them.
    private HttpRequestMessage WithHeaders(HttpRequestMessage request)
    {
        foreach (var (name, value) in sink.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private string Path(DeliveryItem item)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["caseId"] = item.CaseId,
            ["key"] = item.Key,
            ["platformId"] = item.PlatformId ?? item.CaseId,
            ["version"] = item.Version.ToString(CultureInfo.InvariantCulture),
        };
        return _path.Fill(values, Uri.EscapeDataString);
    }

    private void WriteBody(Utf8JsonWriter writer, IReadOnlyList<DeliveryItem> items)
    {
        if (sink.Body is null)
        {
            sink.Stamp.Write(writer, items[0]);
            return;
        }

        if (sink.Body == "$")
        {
            writer.WriteStartArray();
        }
        else
        {
            writer.WriteStartObject();
            writer.WriteStartArray(sink.Body);
        }

        foreach (var item in items)
        {
            sink.Stamp.Write(writer, item);
        }

        writer.WriteEndArray();
        if (sink.Body != "$")
        {
            writer.WriteEndObject();
        }
    }

    private static ReadOnlyMemoryContent Content(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return new ReadOnlyMemoryContent(buffer.WrittenMemory) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" } } };
    }
}
