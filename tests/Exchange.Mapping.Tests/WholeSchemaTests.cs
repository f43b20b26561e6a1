using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Schema.Cases;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Tests;

/// <summary>Every field of the shared schema, mapped and read back: in the head of a case and in each part.</summary>
public sealed class WholeSchemaTests
{
    public static TheoryData<string> Parts => [.. CaseParts.All];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Map_EveryFieldOfAPart_ComesBack(string part)
    {
        var path = CaseParts.PathOf(part)!;
        var fields = path.Length == 0 ? SchemaCatalog.CaseV1.Roots : SchemaCatalog.CaseV1.Find(path)!.Children;
        using var workspace = new Workspace();
        var yaml = new StringBuilder($"from: demo/all\nto: case/v1{(path.Length == 0 ? "" : "#" + part)}\nfields:\n");
        Write(yaml, fields, "", "  ");
        workspace.Write("demo/all.yaml", yaml.ToString());
        var mapping = workspace.Load("demo/all");

        for (var seed = 0; seed < 50; seed++)
        {
            var record = Values(fields, new Random(seed));
            var expected = path.Length == 0 ? record.DeepClone()
                : new JsonObject { [path] = SchemaCatalog.CaseV1.Find(path)!.Type == SchemaType.List ? new JsonArray(record.DeepClone()) : record.DeepClone() };
            var content = JsonNode.Parse(Workspace.Text(mapping.Map(Encoding.UTF8.GetBytes(record.ToJsonString()))));

            Assert.True(JsonNode.DeepEquals(expected, content), $"{expected.ToJsonString()}\n{content?.ToJsonString()}");
            var read = content.Deserialize(CaseJsonContext.Default.Case);
            Assert.True(JsonNode.DeepEquals(content, JsonSerializer.SerializeToNode(read, CaseJsonContext.Default.Case)), "Read and written again, it is another.");
        }
    }

    private static void Write(StringBuilder yaml, IReadOnlyList<SchemaField> fields, string prefix, string indent)
    {
        foreach (var field in fields.Where(f => f.Type != SchemaType.Raw))
        {
            var name = prefix + field.Name;
            switch (field.Type)
            {
                case SchemaType.Group:
                    Write(yaml, field.Children, name + ".", indent);
                    break;
                case SchemaType.List:
                    yaml.Append(CultureInfo.InvariantCulture, $"{indent}{name}:\n{indent}  each: {name}\n{indent}  fields:\n");
                    Write(yaml, field.Children, "", indent + "    ");
                    break;
                case SchemaType.DateTime:
                    yaml.Append(CultureInfo.InvariantCulture, $"{indent}{name}: {{ from: {name}, datetime: iso }}\n");
                    break;
                case SchemaType.Date:
                    yaml.Append(CultureInfo.InvariantCulture, $"{indent}{name}: {{ from: {name}, date: iso }}\n");
                    break;
                default:
                    yaml.Append(CultureInfo.InvariantCulture, $"{indent}{name}: {name}\n");
                    break;
            }
        }
    }

    private static JsonObject Values(IReadOnlyList<SchemaField> fields, Random random)
    {
        var result = new JsonObject();
        foreach (var field in fields.Where(f => f.Type != SchemaType.Raw))
        {
            result[field.Name] = field.Type switch
            {
                SchemaType.Group => Values(field.Children, random),
                SchemaType.List => new JsonArray([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Values(field.Children, random))]),
                SchemaType.Code => CodeSets.Words(field.CodeSet!)[random.Next(CodeSets.Words(field.CodeSet!).Count)],

                // The same moment everywhere: no pair of times is the wrong way round.
                SchemaType.DateTime => "2026-03-02T09:00:00+08:00",
                SchemaType.Date => "2026-03-02",
                SchemaType.Number => random.Next(1_000_000) / 100m,
                SchemaType.Integer => random.Next(-100, 1000),
                SchemaType.Flag => random.Next(2) == 0,
                _ => new string((char)random.Next('甲', '甲' + 500), random.Next(1, Math.Min(field.MaximumLength ?? 100, 200) + 1)),
            };
        }

        return result;
    }
}
