using System.Text;
using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Checks;
using Exchange.Mapping.Operators;
using Exchange.Mapping.Testing;
using Exchange.Mapping.Yaml;
using NJsonSchema;

namespace Exchange.Mapping.Tests;

/// <summary>The JSON Schemas for editors say the same as the strict reader.</summary>
public sealed class FileSchemaTests
{
    [Fact]
    public async Task Schemas_OfMappingsAndTests_AcceptTheShippedFiles()
    {
        var mapping = await ReadAsync("mapping.schema.json");
        var tests = await ReadAsync("tests.schema.json");
        var files = Directory.EnumerateFiles(Path.Combine(Workspace.Repository, "mappings"), "*.yaml", SearchOption.AllDirectories)
            .Where(f => Path.GetDirectoryName(f) != Path.Combine(Workspace.Repository, "mappings"))
            .ToList();

        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var schema = file.EndsWith(".tests.yaml", StringComparison.Ordinal) ? tests : mapping;
            Assert.True(schema.Validate(Json(await File.ReadAllTextAsync(file))).Count == 0, file);
        }
    }

    [Theory]
    [InlineData("from: a/b\nto: case/v1\nfields: { remark: { form: x } }")]
    [InlineData("from: a/b\nto: case/v1\nfields: { remark: { from: x, check: nothing } }")]
    [InlineData("from: a/b\nto: case/v1\nfields: { remark: { from: x, clean: [trimm] } }")]
    [InlineData("from: a/b\nfields: { remark: x }")]
    [InlineData("from: a/b\nto: case/v1\nfeilds: { remark: x }")]
    public async Task Schema_OfMappings_RefusesWhatTheReaderRefuses(string yaml)
    {
        var schema = await ReadAsync("mapping.schema.json");

        Assert.NotEmpty(schema.Validate(Json(yaml)));
    }

    [Fact]
    public void Schema_OfMappings_KnowsEveryOperatorCheckAndReason()
    {
        var mapping = File.ReadAllText(Folder("mapping.schema.json"));
        var tests = File.ReadAllText(Folder("tests.schema.json"));

        Assert.All(OperatorRegistry.All, o => Assert.Contains($"\"{o.Key}\": {{", mapping, StringComparison.Ordinal));
        Assert.All(ValueChecks.All, c => Assert.Contains($"\"{c.Name}\"", mapping, StringComparison.Ordinal));
        Assert.All(FieldReasons.All, r => Assert.Contains($"\"{r}\"", tests, StringComparison.Ordinal));
    }

    private static string Json(string yaml)
    {
        var problems = new ProblemList();
        var root = YamlFile.Parse(yaml, "test.yaml", problems);
        Assert.Empty(problems.Items);
        return Encoding.UTF8.GetString(YamlJson.Write(root!));
    }

    private static async Task<JsonSchema> ReadAsync(string name) => await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(Folder(name)));

    private static string Folder(string name) => Path.Combine(Workspace.Repository, "mappings", "schema", name);
}
