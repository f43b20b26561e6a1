using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Exchange.Sandbox.Platform;

/// <summary>One item of a batch as received, checked, with its content in canonical form.</summary>
internal sealed record ReceivedItem(string Key, string CaseId, long Version, string Operation, string SourceSystem, string SourceNo, string Content, string Hash, string? Problem)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly HashSet<string> Statuses = new(["11", "20", "21", "90", "97", "98", "99"], StringComparer.Ordinal);

    public static ReceivedItem Read(JsonElement item)
    {
        var operation = Text(item, "operation") ?? "upsert";
        var version = item.TryGetProperty("version", out var v) && v.ValueKind == JsonValueKind.Number && v.TryGetInt64(out var number) ? number : 0;
        var content = Canonical(item);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
        return new ReceivedItem(
            Text(item, "key") ?? "", Text(item, "caseId") ?? "", version, operation, Text(item, "SOURCE_SYSTEM") ?? "", Text(item, "SOURCE_NO") ?? "",
            Encoding.UTF8.GetString(content), hash, Check(item, operation, version));
    }

    private static string? Check(JsonElement item, string operation, long version)
    {
        if (string.IsNullOrEmpty(Text(item, "key")) || string.IsNullOrEmpty(Text(item, "caseId")) || version <= 0)
        {
            return "缺少幂等键、办件标识或版本号";
        }
        if (operation is not ("upsert" or "withdraw"))
        {
            return "操作类型不正确";
        }
        // A withdrawal needs to say which case, no more.
        string[] required = operation == "withdraw" ? ["SOURCE_NO"] : ["ITEM_CODE", "SOURCE_NO", "RUN_STATUS", "SQRMC"];
        foreach (var name in required)
        {
            if (string.IsNullOrEmpty(Text(item, name)))
            {
                return $"必填字段 {name} 为空";
            }
        }
        return Text(item, "RUN_STATUS") is { Length: > 0 } status && !Statuses.Contains(status) ? "办件状态 RUN_STATUS 代码不存在" : null;
    }

    /// <summary>
    /// The content whose SHA-256 the key listing shows: all members but key, version, operation and caseId, by name in ordinal
    /// order at every level, arrays in their order, null members left out, no white space, only the escapes JSON demands.
    /// </summary>
    private static byte[] Canonical(JsonElement item)
    {
        var buffer = new ArrayBufferWriter<byte>(1536);
        using var json = new Utf8JsonWriter(buffer, Options);
        WriteObject(json, item, top: true);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteObject(Utf8JsonWriter json, JsonElement element, bool top)
    {
        json.WriteStartObject();
        foreach (var property in element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            if (property.Value.ValueKind == JsonValueKind.Null || (top && property.Name is ("key" or "version" or "operation" or "caseId")))
            {
                continue;
            }
            json.WritePropertyName(property.Name);
            WriteValue(json, property.Value);
        }
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(json, value, top: false);
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var entry in value.EnumerateArray())
                {
                    WriteValue(json, entry);
                }
                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value)
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null
        : null;
}
