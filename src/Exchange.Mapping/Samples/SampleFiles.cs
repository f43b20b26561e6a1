using System.Text.Json;
using Exchange.Abstractions.Failures;

namespace Exchange.Mapping.Samples;

/// <summary>Saved source records: JSON with one record, a list of records or <c>{"records":[…]}</c>, or one record a line.</summary>
public static class SampleFiles
{
    private const int MaximumBytes = 64 * 1024 * 1024;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>The sample files of a mapping: <c>samples/&lt;stream&gt;[.anything].json</c> or <c>.jsonl</c> and <c>samples/&lt;stream&gt;/*</c> beside its connector or mapping.</summary>
    /// <param name="roots">Folders that contain <c>connectors/</c> and <c>mappings/</c>.</param>
    /// <param name="mapping">The id of the mapping.</param>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> roots, string mapping)
    {
        var slash = mapping.IndexOf('/', StringComparison.Ordinal);
        var (system, stream) = (mapping[..slash], mapping[(slash + 1)..]);
        var found = new List<string>();
        foreach (var root in roots)
        {
            foreach (var folder in (string[])[Path.Combine(root, "connectors", "systems", system, "samples"), Path.Combine(root, "connectors", system, "samples"), Path.Combine(root, "mappings", system, "samples")])
            {
                if (Directory.Exists(folder))
                {
                    found.AddRange(Directory.EnumerateFiles(folder).Where(f => Path.GetFileName(f).StartsWith(stream + ".", StringComparison.Ordinal)));
                    var own = Path.Combine(folder, stream);
                    found.AddRange(Directory.Exists(own) ? Directory.EnumerateFiles(own) : []);
                }
            }
        }

        return [.. found.Where(f => f.EndsWith(".json", StringComparison.Ordinal) || f.EndsWith(".jsonl", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The records of a file, UTF-8 JSON each.</summary>
    /// <exception cref="ExchangeException">The file cannot be read or is not JSON (configuration).</exception>
    public static IReadOnlyList<byte[]> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new ExchangeException(FailureKind.Configuration, $"There is no file '{path}'.", "Name a JSON file with records; 'exchange connector read <id>/<stream> --save FILE' makes one.");
        }

        if (new FileInfo(path).Length > MaximumBytes)
        {
            throw new ExchangeException(FailureKind.Configuration, $"'{path}' is too large for samples.", $"Keep it below {MaximumBytes} bytes.");
        }

        try
        {
            if (path.EndsWith(".jsonl", StringComparison.Ordinal))
            {
                return [.. File.ReadLines(path).Where(l => l.Trim().Length > 0).Select(One)];
            }

            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Options);
            var root = document.RootElement;
            var list = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("records", out var records) && records.ValueKind == JsonValueKind.Array ? records : root;
            return list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(Bytes)] : [Bytes(list)];
        }
        catch (JsonException)
        {
            throw new ExchangeException(FailureKind.Configuration, $"'{path}' is not JSON.", "Write one record, a list of records, or one record a line in a .jsonl file.");
        }
    }

    private static byte[] One(string line)
    {
        using var document = JsonDocument.Parse(line, Options);
        return Bytes(document.RootElement);
    }

    private static byte[] Bytes(JsonElement record) => JsonSerializer.SerializeToUtf8Bytes(record);
}
