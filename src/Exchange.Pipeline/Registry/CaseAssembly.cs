using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Schema.Cases;

namespace Exchange.Pipeline.Registry;

/// <summary>
/// Derives the content of a case from everything that contributes to it. The result depends on what the contributions say
/// and not on the order in which they arrived.
/// </summary>
internal static class CaseAssembly
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The content of the case.</summary>
    /// <param name="contributions">The live contributions, at least one of part <c>case</c>.</param>
    public static ReadOnlyMemory<byte> Assemble(IReadOnlyList<OpenContribution> contributions)
    {
        if (contributions.Count == 1)
        {
            return contributions[0].Content;
        }

        var ordered = contributions
            .OrderBy(c => c.Part == "case" ? 0 : 1)
            .ThenByDescending(c => c.Version ?? DateTimeOffset.MinValue)
            .ThenBy(c => c.Source, StringComparer.Ordinal)
            .ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => (Contribution: c, Document: Parse(c)))
            .ToList();
        var result = new JsonObject();
        foreach (var (_, document) in ordered)
        {
            Fill(result, document);
        }

        Prefer(result, ordered, "result", "results");
        SetStatus(result, ordered);
        foreach (var name in ordered.SelectMany(o => o.Document).Where(p => p.Value is JsonArray).Select(p => p.Key).Distinct(StringComparer.Ordinal).ToList())
        {
            result[name] = CaseList.Join(name, ordered);
        }

        return Write(result);
    }

    private static JsonObject Parse(OpenContribution contribution) =>
        JsonNode.Parse(contribution.Content.Span) as JsonObject ?? [];

    internal static void Fill(JsonObject target, JsonObject source)
    {
        foreach (var (name, value) in source)
        {
            if (value is null)
            {
                continue;
            }

            switch (target[name])
            {
                case null:
                    target[name] = value.DeepClone();
                    break;
                case JsonObject inner when value is JsonObject more && name != "result":
                    Fill(inner, more);
                    break;
            }
        }
    }

    private static void Prefer(JsonObject result, List<(OpenContribution Contribution, JsonObject Document)> ordered, string field, string authority)
    {
        // Those with the last word where there are any; of them the newest counts, whichever part it came with.
        var said = ordered.Where(o => o.Document[field] is not null).ToList();
        var final = said.Where(o => o.Contribution.Authority.Contains(authority, StringComparer.Ordinal)).ToList();
        var newest = (final.Count > 0 ? final : said)
            .OrderByDescending(o => o.Contribution.Version ?? DateTimeOffset.MinValue)
            .ThenBy(o => o.Contribution.Source, StringComparer.Ordinal)
            .ThenBy(o => o.Contribution.Key, StringComparer.Ordinal)
            .Select(o => o.Document[field])
            .FirstOrDefault();
        if (newest is not null)
        {
            result[field] = newest.DeepClone();
        }
    }

    // Between two states a case may go back and forth between, what was said last counts; otherwise the state further on.
    private static void SetStatus(JsonObject result, List<(OpenContribution Contribution, JsonObject Document)> ordered)
    {
        var status = ordered
            .Select(o => (Status: o.Document["status"]?.GetValue<string>(), o.Contribution.Version))
            .Where(s => CaseStatus.Rank(s.Status) >= 0)
            .OrderByDescending(s => CaseStatus.Stage(s.Status))
            .ThenByDescending(s => s.Version ?? DateTimeOffset.MinValue)
            .ThenByDescending(s => CaseStatus.Rank(s.Status))
            .Select(s => s.Status)
            .FirstOrDefault();
        if (status is not null)
        {
            result["status"] = status;
        }
    }

    private static ReadOnlyMemory<byte> Write(JsonObject document)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            document.WriteTo(writer);
        }

        return buffer.WrittenMemory;
    }
}
