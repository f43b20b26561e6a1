using System.Text.Json;

namespace Exchange.Pipeline.Connectors.Reference;

/// <summary>The options of a connector kind, read from its JSON Schema.</summary>
public static class KindOptions
{
    private const int Deepest = 8;
    private const string Decides = "Decides which other keys belong here.";

    /// <summary>The sections of a connector file a kind has options in.</summary>
    public static IReadOnlyList<string> Sections { get; } = ["settings", "stream", "sink"];

    /// <summary>The options of a section, in the order of the schema.</summary>
    /// <param name="schema">The kind's schema.</param>
    /// <param name="section">One of <see cref="Sections"/>.</param>
    public static IReadOnlyList<KindOption> Read(string schema, string section)
    {
        using var document = JsonDocument.Parse(schema);
        var options = new List<KindOption>();
        if (document.RootElement.TryGetProperty("$defs", out var definitions) && definitions.TryGetProperty(section, out var root))
        {
            Add(root, document.RootElement, "", 0, options);
        }

        return options;
    }

    /// <summary>A schema with its reference followed: <c>#/$defs/envelope</c>, <c>#/$defs/stream/properties/table</c>.</summary>
    internal static JsonElement Follow(JsonElement schema, JsonElement root)
    {
        for (var hops = 0; hops < Deepest && schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference); hops++)
        {
            schema = root;
            foreach (var name in reference.GetString()!.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                schema = schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(name, out var found) ? found : default;
            }
        }

        return schema;
    }

    /// <summary>The alternatives of a schema; itself where it has none.</summary>
    internal static IEnumerable<JsonElement> Alternatives(JsonElement schema, JsonElement root)
    {
        schema = Follow(schema, root);
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var branches = new[] { "oneOf", "anyOf", "allOf" }.Where(k => schema.TryGetProperty(k, out var list) && list.ValueKind == JsonValueKind.Array)
            .SelectMany(k => schema.GetProperty(k).EnumerateArray()).SelectMany(b => Alternatives(b, root));
        var conditional = new[] { "then", "else" }.Where(k => schema.TryGetProperty(k, out _)).SelectMany(k => Alternatives(schema.GetProperty(k), root));
        return [schema, .. branches, .. conditional];
    }

    private static void Add(JsonElement schema, JsonElement root, string path, int depth, List<KindOption> options)
    {
        if (depth > Deepest)
        {
            return;
        }

        // Where a word decides which keys belong (by: flag), a key of some alternatives alone says of which.
        var alternatives = Alternatives(schema, root).ToList();
        var words = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var alternative in alternatives)
        {
            if (alternative.TryGetProperty("properties", out var properties))
            {
                var word = properties.EnumerateObject().Where(p => p.Value.TryGetProperty("const", out _)).Select(p => $"{p.Name}: {p.Value.GetProperty("const")}").FirstOrDefault();
                foreach (var property in properties.EnumerateObject())
                {
                    var here = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                    Merge(Option(here, property.Value, root, Requires(alternative, property.Name)), options);
                    if (word is not null)
                    {
                        words.TryAdd(here, []);
                        words[here].Add(word);
                    }

                    Add(property.Value, root, here, depth + 1, options);
                }
            }

            if (alternative.TryGetProperty("items", out var items))
            {
                Add(items, root, path + "[]", depth + 1, options);
            }

            if (alternative.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object && path.Length > 0)
            {
                Add(others, root, path + ".<name>", depth + 1, options);
            }
        }

        var all = words.Values.Select(w => w.Count).DefaultIfEmpty().Max();
        foreach (var (here, some) in words.Where(w => w.Value.Count < all))
        {
            var place = options.FindIndex(o => o.Path == here);
            options[place] = options[place] with { Meaning = $"{options[place].Meaning} Only with {string.Join(", ", some)}.".TrimStart() };
        }
    }

    private static bool Requires(JsonElement schema, string name) =>
        schema.TryGetProperty("required", out var list) && list.ValueKind == JsonValueKind.Array && list.EnumerateArray().Any(r => r.GetString() == name);

    private static void Merge(KindOption option, List<KindOption> options)
    {
        var place = options.FindIndex(o => o.Path == option.Path);
        if (place < 0)
        {
            options.Add(option);
            return;
        }

        var known = options[place];
        options[place] = known with
        {
            Type = string.Join(", ", known.Type.Split(", ").Union(option.Type.Split(", "))),
            Required = known.Required && option.Required,
            Default = known.Default ?? option.Default,
            Meaning = known.Meaning.Length > 0 && !(known.Meaning == Decides && option.Meaning.Length > 0) ? known.Meaning : option.Meaning,
        };
    }

    private static KindOption Option(string path, JsonElement schema, JsonElement root, bool required)
    {
        var followed = Follow(schema, root);
        var meaning = Text(schema, "description") ?? Text(followed, "description") ?? (schema.TryGetProperty("const", out _) ? Decides : "");
        var byDefault = schema.TryGetProperty("default", out var value) || (followed.ValueKind == JsonValueKind.Object && followed.TryGetProperty("default", out value)) ? value.GetRawText() : null;
        return new KindOption(path, Type(schema, root), required, byDefault, meaning);
    }

    private static string? Text(JsonElement schema, string key) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(key, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static string Type(JsonElement schema, JsonElement root)
    {
        var words = new List<string>();
        foreach (var alternative in Alternatives(schema, root))
        {
            if (alternative.TryGetProperty("enum", out var list))
            {
                words.AddRange(list.EnumerateArray().Select(e => e.ToString()));
            }
            else if (alternative.TryGetProperty("const", out var only))
            {
                words.Add(only.ToString());
            }
            else if (alternative.TryGetProperty("type", out var type))
            {
                words.AddRange((type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!]).Select(t => Word(t, alternative)));
            }
        }

        return string.Join(", ", words.Distinct());
    }

    private static string Word(string type, JsonElement schema) => type switch
    {
        "string" => "text",
        "integer" or "number" => "number" + Bounds(schema),
        "boolean" => "true, false",
        "array" => "list",
        "object" => "map",
        _ => type,
    };

    private static string Bounds(JsonElement schema)
    {
        var least = schema.TryGetProperty("minimum", out var minimum) ? minimum.GetRawText() : null;
        var most = schema.TryGetProperty("maximum", out var maximum) ? maximum.GetRawText() : null;
        return (least, most) switch
        {
            (null, null) => "",
            (_, null) => $" from {least}",
            (null, _) => $" to {most}",
            _ => $" {least}–{most}",
        };
    }
}
