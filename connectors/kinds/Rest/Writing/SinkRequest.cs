using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Rest.Pagination;
using Exchange.Connectors.Rest.Replies;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Writing;

/// <summary>Makes the requests of a sink.</summary>
internal sealed class SinkRequest(RestSink sink)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The request that writes items.</summary>
    /// <exception cref="PageRefused">An item cannot be written in the target's character set.</exception>
    public RequestDraft Write(SinkWrite write, IReadOnlyList<DeliveryItem> items, RequestValues values)
    {
        Fill(values, write.Request, items);
        var draft = new RequestBuilder(write.Request).Build(values, []);
        if (write.List is { } list)
        {
            draft.Body = Json(writer => WriteList(writer, list, items));
        }
        else if (write.ItemIsBody)
        {
            draft.Body = Json(writer => sink.Stamp.Write(writer, items[0]));
        }

        if (sink.KeyHeader is { } header)
        {
            // One item: its own key, so that the target sees the same key however the item was grouped.
            draft.Headers.Add(new(header, items.Count == 1 ? items[0].Key : ItemStamp.RequestKey(items)));
        }

        draft.Repeatable = sink.Repeatable;
        try
        {
            draft.CheckCharacters();
        }
        catch (ExchangeException exception)
        {
            throw new PageRefused(exception);
        }

        return WithHeaders(draft);
    }

    /// <summary>A request that reads a path.</summary>
    public RequestDraft Get(string path, RequestValues values) => WithHeaders(new RequestDraft(HttpMethod.Get, path, values));

    /// <summary>The request that asks after one item.</summary>
    public RequestDraft Ask(RequestSettings request, DeliveryItem item, string? platformId, RequestValues values)
    {
        Fill(values, request, [item]);
        values.Set("platformId", platformId ?? item.PlatformId ?? item.CaseId);
        return WithHeaders(new RequestBuilder(request).Build(values, []));
    }

    /// <summary>The request that asks which keys are known.</summary>
    public RequestDraft Known(KnownSettings known, IReadOnlyList<DeliveryItem> items, RequestValues values)
    {
        var draft = new RequestBuilder(known.Request).Build(values, []);
        draft.Body = Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray(known.Body);
            foreach (var item in items)
            {
                writer.WriteStringValue(item.Key);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
        draft.Repeatable = true;
        return WithHeaders(draft);
    }

    /// <summary>The request that lists keys.</summary>
    public RequestDraft List(ListSettings list, Pager pager, string? page, RequestValues values)
    {
        values.Set("page", pager.Text(page));
        values.Set("pageSize", pager.Size(page).ToString(CultureInfo.InvariantCulture));
        var builder = new RequestBuilder(list.Request);
        return WithHeaders(pager.Address(page) is { } address ? builder.Build(address, values) : builder.Build(values, pager.Parameters(page), list.Pagination.InBody));
    }

    // The headers of the sink's request are those of everything it asks: an application's id belongs on all of them.
    private RequestDraft WithHeaders(RequestDraft draft)
    {
        foreach (var (name, value) in sink.Write.Request.Headers.Where(h => !draft.Headers.Any(d => d.Key == h.Key)))
        {
            draft.Headers.Add(new(name, value.Fill(draft.Values)));
        }

        return draft;
    }

    private void Fill(RequestValues values, RequestSettings request, IReadOnlyList<DeliveryItem> items)
    {
        var item = items[0];
        values.Set("caseId", item.CaseId);
        values.Set("key", item.Key);
        values.Set("platformId", item.PlatformId ?? item.CaseId);
        values.Set("version", item.Version.ToString(CultureInfo.InvariantCulture));
        values.Set("operation", item.Operation == RecordOperation.Delete ? "withdraw" : "upsert");
        var used = request.Used.ToHashSet(StringComparer.Ordinal);
        if (used.Contains("item"))
        {
            values.Json["item"] = Json(writer => sink.Stamp.Write(writer, item));
        }

        if (used.Contains("items"))
        {
            values.Json["items"] = Json(writer => WriteList(writer, "$", items));
        }

        values.Others = name => name.StartsWith("item.", StringComparison.Ordinal) ? Field(item, name[5..]) : null;
    }

    // A field an item does not have is empty, not a placeholder in what is sent.
    private static string Field(DeliveryItem item, string name)
    {
        using var document = JsonDocument.Parse(item.Json);
        return FieldPath.TryParse(name, out var path) ? path.FindText(document.RootElement) ?? "" : "";
    }

    private void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<DeliveryItem> items)
    {
        if (name == "$")
        {
            writer.WriteStartArray();
        }
        else
        {
            writer.WriteStartObject();
            writer.WriteStartArray(name);
        }

        foreach (var item in items)
        {
            sink.Stamp.Write(writer, item);
        }

        writer.WriteEndArray();
        if (name != "$")
        {
            writer.WriteEndObject();
        }
    }

    private static ReadOnlyMemory<byte> Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return buffer.WrittenMemory;
    }
}
