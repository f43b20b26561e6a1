using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Schema.Cases;

namespace Exchange.Schema.Catalog;

/// <summary>The JSON Schema of <c>case/v1</c>, made from its records.</summary>
public static class CaseSchemaDocument
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document as text, ending with a line feed.</summary>
    public static string Create()
    {
        var root = Object(SchemaCatalog.CaseV1.Roots, withRequired: true);
        var document = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = "case.v1.schema.json",
            ["title"] = "case/v1",
            ["description"] = "A case (办件) in the shared schema. Parts of a case have the same shape with less in it.",
        };
        foreach (var (key, value) in root.ToArray())
        {
            root.Remove(key);
            document[key] = value;
        }

        return document.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Object(IReadOnlyList<SchemaField> fields, bool withRequired)
    {
        var properties = new JsonObject();
        foreach (var field in fields)
        {
            properties[field.Name] = Field(field);
        }

        var result = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (withRequired && fields.Any(f => f.Required))
        {
            result["required"] = new JsonArray([.. fields.Where(f => f.Required).Select(f => (JsonNode)f.Name)]);
        }

        return result;
    }

    private static JsonObject Field(SchemaField field)
    {
        var result = field.Type switch
        {
            SchemaType.Group => Object(field.Children, withRequired: true),
            SchemaType.List => new JsonObject { ["type"] = "array", ["items"] = Object(field.Children, withRequired: false) },
            SchemaType.Raw => new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" } },
            SchemaType.Code => new JsonObject
            {
                ["type"] = "string",
                ["enum"] = new JsonArray([.. CodeSets.Words(field.CodeSet!).Select(w => (JsonNode)w)]),
            },
            SchemaType.Date => new JsonObject { ["type"] = "string", ["format"] = "date" },
            SchemaType.DateTime => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            SchemaType.Number => new JsonObject { ["type"] = "number" },
            SchemaType.Integer => new JsonObject { ["type"] = "integer" },
            SchemaType.Flag => new JsonObject { ["type"] = "boolean" },
            _ => new JsonObject { ["type"] = "string" },
        };
        if (field.MaximumLength is { } length)
        {
            result["maxLength"] = length;
        }

        if (field.Personal)
        {
            result["x-personal"] = true;
        }

        return result;
    }
}
