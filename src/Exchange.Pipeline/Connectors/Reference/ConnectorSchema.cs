using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Abstractions.Connectors;

namespace Exchange.Pipeline.Connectors.Reference;

/// <summary>Puts the options of the kinds and the names of the checks into the schema editors use for connector files.</summary>
public static class ConnectorSchema
{
    private const string Mine = "kind.";
    private static readonly JsonSerializerOptions Writing = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema with what the kinds say now.</summary>
    /// <param name="schema">The schema as it is; what was put in before is replaced.</param>
    /// <param name="kinds">The schemas of the kinds by name.</param>
    public static string Write(string schema, IReadOnlyDictionary<string, string> kinds)
    {
        var root = JsonNode.Parse(schema)!.AsObject();
        root["properties"]!.AsObject()["conformance"] = Conformance();
        var definitions = root["definitions"] as JsonObject ?? [];
        foreach (var old in definitions.Select(d => d.Key).Where(k => k.StartsWith(Mine, StringComparison.Ordinal)).ToList())
        {
            definitions.Remove(old);
        }

        var rules = new JsonArray();
        foreach (var (kind, text) in kinds.OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            var own = JsonNode.Parse(text)!["$defs"]!.AsObject();
            foreach (var (name, definition) in own)
            {
                definitions[$"{Mine}{kind}.{name}"] = Moved(definition!.DeepClone(), kind, isSection: KindOptions.Sections.Contains(name));
            }

            rules.Add(Rule(kind, own));
        }

        root.Remove("definitions");
        root.Remove("allOf");
        if (rules.Count > 0)
        {
            root["allOf"] = rules;
        }

        if (definitions.Count > 0)
        {
            root["definitions"] = definitions;
        }

        return root.ToJsonString(Writing) + "\n";
    }

    private static JsonObject Rule(string kind, JsonObject own)
    {
        JsonObject Reference(string section) => new() { ["$ref"] = $"#/definitions/{Mine}{kind}.{section}" };
        var properties = new JsonObject();
        if (own.ContainsKey("settings"))
        {
            properties["settings"] = Reference("settings");
        }

        if (own.ContainsKey("stream"))
        {
            properties["streams"] = new JsonObject { ["items"] = Reference("stream") };
        }

        if (own.ContainsKey("sink"))
        {
            properties["sink"] = Reference("sink");
        }

        return new JsonObject
        {
            ["if"] = new JsonObject { ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["const"] = kind } }, ["required"] = new JsonArray("kind") },
            ["then"] = new JsonObject { ["properties"] = properties },
        };
    }

    // The common keys stand beside those of the kind, so a section of a kind may not close itself.
    private static JsonNode Moved(JsonNode node, string kind, bool isSection)
    {
        if (isSection && node is JsonObject section)
        {
            section.Remove("additionalProperties");
            section.Remove("unevaluatedProperties");
        }

        Walk(node, kind);
        return node;
    }

    private static void Walk(JsonNode? node, string kind)
    {
        switch (node)
        {
            case JsonObject map:
                if (map["$ref"] is JsonValue reference && reference.GetValue<string>() is var target && target.StartsWith("#/$defs/", StringComparison.Ordinal))
                {
                    map["$ref"] = $"#/definitions/{Mine}{kind}.{target["#/$defs/".Length..]}";
                }

                foreach (var (_, value) in map.ToList())
                {
                    Walk(value, kind);
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Walk(item, kind);
                }

                break;
        }
    }

    private static JsonObject Conformance() => new()
    {
        ["type"] = "object",
        ["description"] = "What 'exchange connector test' leaves out, and how it adds rows that appear late.",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["skip"] = new JsonObject
            {
                ["type"] = "array",
                ["items"] = new JsonObject
                {
                    ["type"] = "object",
                    ["additionalProperties"] = false,
                    ["required"] = new JsonArray("check", "reason"),
                    ["properties"] = new JsonObject
                    {
                        ["check"] = new JsonObject { ["enum"] = new JsonArray([.. ConformanceChecks.All.Select(c => JsonValue.Create(c))]) },
                        ["stream"] = new JsonObject { ["type"] = "string", ["description"] = "The stream it is left out for; all without it." },
                        ["reason"] = new JsonObject { ["type"] = "string", ["description"] = "Why; it is told at every test." },
                    },
                },
            },
            ["late"] = new JsonObject { ["type"] = "string", ["description"] = "A program beside the connector file; given a stream and a time, it adds a row and prints its source key. Run with --write only." },
        },
    };
}
