using System.Text.Json;
using Exchange.Mapping.Operators;

namespace Exchange.Mapping.Tests;

public sealed class OperatorReferenceTests
{
    [Fact]
    public void Page_OfTheRepository_IsWhatTheOperatorsSay() =>
        WrittenFile.Agrees(Path.Combine(Workspace.Repository, "docs", "reference", "operators.md"), MappingReference.Write());

    [Fact]
    public void Operators_AllOfThem_HaveASectionOnThePage()
    {
        var page = MappingReference.Write();

        Assert.All(OperatorRegistry.All, f => Assert.Contains($"\n### {f.Key}\n", page, StringComparison.Ordinal));
    }

    public static TheoryData<string> Keys => [.. OperatorRegistry.All.Select(f => f.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Example_OfAnOperator_PassesLint(string key)
    {
        var example = OperatorRegistry.Find(key)!.Reference.Example;
        using var workspace = new Workspace();
        var field = example[..example.IndexOf(':', StringComparison.Ordinal)];
        var line = field switch
        {
            "name" => $"materials: {{ each: l, fields: {{ {example} }} }}",
            "amount" => $"fees: {{ each: l, fields: {{ {example} }} }}",
            _ => example,
        };
        var head = string.Join('\n', Workspace.Head.Split('\n').Where(l => !l.StartsWith($"  {field}:", StringComparison.Ordinal)));
        workspace.Write("demo/cases.yaml", key == "as" ? $"from: case/v1\nto: demo/cases\nfields:\n  {line}\n" : head + $"  {line}\n");
        workspace.Write("demo/codes.csv", Workspace.Codes);

        Assert.Empty(workspace.Lint().Select(p => $"{p.Location}: {p.Message} {p.Remedy}"));
    }

    [Fact]
    public void Schema_OfMappings_HasEveryOperatorWhereverOneCanStand()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Workspace.Repository, "mappings", "schema", "mapping.schema.json")));
        var known = OperatorRegistry.All.Select(f => f.Key).Concat(OperatorRegistry.All.Select(f => f.Companion).OfType<string>()).Order(StringComparer.Ordinal).ToList();
        foreach (var (definition, own) in new[] { ("field", new[] { "required", "onError" }), ("candidate", []) })
        {
            var properties = schema.RootElement.GetProperty("definitions").GetProperty(definition).GetProperty("properties");
            Assert.Equal(known, properties.EnumerateObject().Select(p => p.Name).Except(own).Order(StringComparer.Ordinal));
            Assert.Equal(CleanFactory.Words.Keys, properties.GetProperty("clean").GetProperty("oneOf")[0].GetProperty("enum").EnumerateArray().Select(e => e.GetString()!));
        }

        Assert.All(OperatorRegistry.Find("check")!.Reference.Arguments, a => Assert.Contains($"\"{a.Name}\"", schema.RootElement.GetRawText(), StringComparison.Ordinal));
    }
}
