using System.Text.Json.Nodes;
using Exchange.Abstractions.Configuration;

namespace Exchange.Testing.Tests.Options;

/// <summary>
/// Makes nodes of a connector file that have every option a schema describes. One variant after the other takes each word of
/// each choice and each alternative once, so that a reader which branches on them comes to every key it knows.
/// </summary>
internal sealed class SchemaSample
{
    private static readonly SourceLocation At = new("sample.yaml", 1, 1);
    private readonly JsonObject _document;
    private readonly Dictionary<string, int> _choices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    private SchemaSample(JsonObject document) => _document = document;

    /// <summary>The maps of a variant by the path their options are described at, without list positions.</summary>
    public Dictionary<ConfigMap, string> Maps { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The names the schema describes at each path.</summary>
    public static IReadOnlyDictionary<string, HashSet<string>> Described(string schema, string section)
    {
        var described = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var sample in Variants(schema, section))
        {
            foreach (var (map, path) in sample.Item2.Maps)
            {
                if (!described.TryGetValue(path, out var names))
                {
                    described[path] = names = new HashSet<string>(StringComparer.Ordinal);
                }

                names.UnionWith(map.Entries.Select(e => e.Key));
            }
        }

        return described;
    }

    /// <summary>
    /// Every variant of a section: each choice taken once, each key left out once, and each choice below a map taken once for
    /// each word of that map's own choices.
    /// </summary>
    public static IEnumerable<(ConfigMap Root, SchemaSample Sample)> Variants(string schema, string section)
    {
        var document = JsonNode.Parse(schema)!.AsObject();
        if (document["$defs"]![section] is not { } root)
        {
            yield break;
        }

        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        var wanted = new Queue<(string Place, int Choice)[]>([[]]);
        while (wanted.TryDequeue(out var next))
        {
            if (!done.Add(string.Join(';', next.Order())))
            {
                continue;
            }

            var sample = new SchemaSample(document);
            foreach (var (place, choice) in next)
            {
                sample._choices[place] = choice;
            }

            yield return ((ConfigMap)sample.Node(root, section)!, sample);
            foreach (var (place, count) in sample._counts.Where(c => counts.TryAdd(c.Key, c.Value)).ToList())
            {
                foreach (var choice in Enumerable.Range(0, count))
                {
                    wanted.Enqueue([(place, choice)]);
                    foreach (var (word, words) in counts.Where(c => Decides(c.Key, place)))
                    {
                        foreach (var decision in Enumerable.Range(0, words))
                        {
                            wanted.Enqueue([(place, choice), (word, decision)]);
                        }
                    }
                }
            }
        }
    }

    // auth.type decides about auth.parameters.<name>; whether a key is there is no matter of the word.
    private static bool Decides(string word, string place)
    {
        var (key, kind) = (word[..word.LastIndexOf(' ')], word[(word.LastIndexOf(' ') + 1)..]);
        var parent = key.Contains('.', StringComparison.Ordinal) ? key[..(key.LastIndexOf('.') + 1)] : key;
        return kind == "enum" && word != place && !place.EndsWith(" absent", StringComparison.Ordinal) && place.StartsWith(parent, StringComparison.Ordinal);
    }

    private ConfigNode? Node(JsonNode schema, string path)
    {
        var followed = Follow(schema.AsObject());
        if (followed["enum"] is JsonArray words)
        {
            return Scalar(words[Choose($"{path} enum", words.Count)]!.ToString());
        }

        if (followed["const"] is { } only)
        {
            return Scalar(only.ToString());
        }

        var alternatives = (followed["oneOf"] ?? followed["anyOf"]) as JsonArray;
        if (alternatives is not null && followed["properties"] is null)
        {
            return Node(alternatives[Choose($"{path} of", alternatives.Count)]!, path);
        }

        if (followed["properties"] is not null || (Type(followed, path) == "object" && followed["additionalProperties"] is not JsonObject))
        {
            return Map(followed, path, alternatives);
        }

        return Type(followed, path) switch
        {
            "object" => new ConfigMap(At, [new ConfigEntry("name", At, Node(followed["additionalProperties"]!, path + ".<name>") ?? Scalar("x"))]),
            "array" => new ConfigList(At, followed["items"] is { } items ? [Node(items, path + "[]") ?? Scalar("x")] : [Scalar("x")]),
            "boolean" => Scalar(Choose($"{path} flag", 2) == 0 ? "true" : "false"),
            "integer" or "number" => Scalar((followed["default"] ?? followed["minimum"])?.ToString() ?? "1"),
            _ => Scalar((followed["examples"] as JsonArray)?[0]?.ToString() ?? followed["default"]?.ToString() ?? "x"),
        };
    }

    private ConfigMap Map(JsonObject schema, string path, JsonArray? alternatives)
    {
        var entries = new Dictionary<string, ConfigEntry>(StringComparer.Ordinal);
        var sources = new List<JsonObject> { schema };
        if (alternatives is not null)
        {
            sources.Add(Follow(alternatives[Choose($"{path} of", alternatives.Count)]!.AsObject()));
        }

        if (schema["allOf"] is JsonArray all)
        {
            sources.AddRange(all.Select(a => Follow(a!.AsObject())));
            sources.AddRange(all.Select(a => a!["then"]).OfType<JsonObject>().Select(Follow));
        }

        foreach (var (key, property) in sources.SelectMany(s => s["properties"] as JsonObject ?? []))
        {
            if (property is JsonObject && Choose($"{path}.{key} absent", 2) == 0 && Node(property, $"{path}.{key}") is { } value)
            {
                entries[key] = new ConfigEntry(key, At, value);
            }
        }

        var map = new ConfigMap(At, [.. entries.Values]);
        Maps[map] = path;
        return map;
    }

    private string Type(JsonObject schema, string path) => schema["type"] switch
    {
        JsonArray several => several[Choose($"{path} type", several.Count)]!.ToString(),
        { } one => one.ToString(),
        null => "string",
    };

    private JsonObject Follow(JsonObject schema)
    {
        while (schema["$ref"] is { } reference)
        {
            JsonNode found = _document;
            foreach (var name in reference.ToString().TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                found = found[name] ?? throw new InvalidOperationException($"The schema has no {reference}.");
            }

            schema = found.AsObject();
        }

        return schema;
    }

    private int Choose(string place, int count)
    {
        _counts[place] = count;
        return Math.Min(_choices.GetValueOrDefault(place), count - 1);
    }

    private static ConfigScalar Scalar(string value) => new(At, value, quoted: true);
}
