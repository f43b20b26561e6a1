using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Schema.Catalog;
using Exchange.Security.Privacy;

namespace Exchange.Host.Cli;

/// <summary>Mapped content as it may be shown.</summary>
internal static class MaskedContent
{
    /// <summary>A document of a case.</summary>
    public static JsonNode? Of(ReadOnlyMemory<byte> content) => JsonNode.Parse(Masking.MaskJson(content.Span, IsPersonal));

    /// <summary>One value of it.</summary>
    public static string Value(string path, string value)
    {
        var name = path[(path.LastIndexOf('.') + 1)..];
        var json = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { [name] = value });
        return JsonNode.Parse(Masking.MaskJson(json, _ => IsPersonal(path)))!.AsObject()[name]!.ToString();
    }

    // What a field came from is as personal as the field: raw.applicant.idNo, events.raw.handler.
    private static bool IsPersonal(string path)
    {
        var steps = path.Split('.');
        var raw = Array.IndexOf(steps, "raw");
        if (raw == steps.Length - 1)
        {
            return false;
        }

        var field = raw < 0 ? path : string.Join('.', steps.Where((_, i) => i != raw));
        return SchemaCatalog.CaseV1.Find(field)?.Personal ?? true;
    }
}
