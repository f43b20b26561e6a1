using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Soap.Calls;

namespace Exchange.Connectors.Soap.Writing;

/// <summary>What the placeholders of a sink's call stand for.</summary>
internal static class ItemValues
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The values of a call that carries some items.</summary>
    /// <exception cref="Abstractions.Failures.ExchangeException">An item cannot be written as declared (data).</exception>
    public static TemplateValues Of(IReadOnlyList<DeliveryItem> items, SoapSink sink, DateTimeOffset now, TimeZoneInfo zone)
    {
        var texts = new List<string>(items.Count);
        foreach (var item in items)
        {
            using var content = Stamped(item, sink.Stamp);
            texts.Add(Text(item, content.RootElement, sink.Item, now, zone));
        }

        var values = Single(items[0], now, zone, texts.Count == 1 ? Clone(items[0], sink.Stamp) : default);
        values["count"] = items.Count.ToString(CultureInfo.InvariantCulture);
        values["item"] = texts[0];
        values["items"] = sink.Item.IsJson ? $"[{string.Join(',', texts)}]" : string.Concat(texts);
        if (!sink.Item.IsJson)
        {
            values.Markup.UnionWith(["item", "items"]);
        }

        return values;
    }

    /// <summary>The values that tell of one item.</summary>
    public static TemplateValues Single(DeliveryItem item, DateTimeOffset now, TimeZoneInfo zone, JsonElement content) => new(now, zone)
    {
        Content = content,
        ["caseId"] = item.CaseId,
        ["key"] = item.Key,
        ["version"] = item.Version.ToString(CultureInfo.InvariantCulture),
        ["operation"] = item.Operation == RecordOperation.Delete ? "withdraw" : "upsert",
        ["platformId"] = item.PlatformId ?? item.CaseId,
    };

    /// <summary>The content of an item with its stamp.</summary>
    public static JsonElement Clone(DeliveryItem item, ItemStamp stamp)
    {
        using var content = Stamped(item, stamp);
        return content.RootElement.Clone();
    }

    private static string Text(DeliveryItem item, JsonElement content, ItemSettings settings, DateTimeOffset now, TimeZoneInfo zone) =>
        settings.IsJson ? content.GetRawText()
        : settings.Template is { } template ? template.Fill(Single(item, now, zone, content), markup: true)
        : ItemXml.Write(content, settings.Root);

    private static JsonDocument Stamped(DeliveryItem item, ItemStamp stamp)
    {
        var buffer = new ArrayBufferWriter<byte>(item.Json.Length + 256);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            stamp.Write(writer, item);
        }

        return JsonDocument.Parse(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
