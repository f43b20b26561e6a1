using System.Text.Json;
using Exchange.Abstractions.Failures;

namespace Exchange.Mapping.Drafting.Samples;

/// <summary>Reads sample records: a JSON array, one record, one record a line, or a reply with a list of records in it.</summary>
internal static class SampleFile
{
    private const long MaximumBytes = 64 * 1024 * 1024;
    private const int MostRecords = 5_000;
    private static readonly string[] Wrappers = ["data", "items", "records", "rows", "list", "result", "body", "param", "baseInfo", "postdata", "content", "page", "datas", "results"];

    /// <summary>The records of a file, or of every JSON file of a folder.</summary>
    public static IReadOnlyList<JsonElement> Read(string path)
    {
        if (Directory.Exists(path))
        {
            return [.. Directory.EnumerateFiles(path, "*.json*").Order(StringComparer.Ordinal).SelectMany(Read).Take(MostRecords)];
        }

        if (!File.Exists(path))
        {
            throw new ExchangeException(FailureKind.Configuration, $"There are no samples at '{path}'.", "Give a JSON file with records, one object a line or a list: --samples FILE.");
        }

        if (new FileInfo(path).Length > MaximumBytes)
        {
            throw new ExchangeException(FailureKind.Configuration, $"'{path}' is too large for samples.", "A few hundred records are plenty.");
        }

        return Parse(File.ReadAllText(path), path);
    }

    /// <summary>The records of a text.</summary>
    public static IReadOnlyList<JsonElement> Parse(string text, string name)
    {
        var records = new List<JsonElement>();
        try
        {
            if (Whole(text) is { } root)
            {
                records.AddRange(Records(root).Take(MostRecords));
            }
            else
            {
                foreach (var line in text.Split('\n').Where(l => !string.IsNullOrWhiteSpace(l)).Take(MostRecords))
                {
                    using var document = JsonDocument.Parse(line);
                    records.AddRange(Records(document.RootElement.Clone()));
                }
            }
        }
        catch (JsonException exception)
        {
            throw new ExchangeException(FailureKind.Configuration, $"'{name}' is not JSON: line {(exception.LineNumber ?? 0) + 1}.", "Give a list of objects, or one object a line.");
        }

        if (records.Count == 0)
        {
            throw new ExchangeException(FailureKind.Configuration, $"'{name}' holds no records.", "Give a list of objects, or one object a line.");
        }

        return records;
    }

    private static JsonElement? Whole(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException) when (text.AsSpan().TrimStart().StartsWith("{") && text.AsSpan().Trim().Contains('\n'))
        {
            return null;
        }
    }

    private static IEnumerable<JsonElement> Records(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return root.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object);
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        // A reply: little but a wrapper whose list holds the records.
        foreach (var name in Wrappers)
        {
            if (root.TryGetProperty(name, out var inner) && root.EnumerateObject().Count() <= 8
                && (inner.ValueKind == JsonValueKind.Array ? inner.EnumerateArray().Any(i => i.ValueKind == JsonValueKind.Object)
                    : inner.ValueKind == JsonValueKind.Object && Wrappers.Any(w => inner.TryGetProperty(w, out var below) && below.ValueKind == JsonValueKind.Array)))
            {
                return Records(inner);
            }
        }

        return [root];
    }
}
