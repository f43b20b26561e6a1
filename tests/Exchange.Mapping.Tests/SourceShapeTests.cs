using System.Text;
using System.Text.Json;

namespace Exchange.Mapping.Tests;

/// <summary>Lists in all their shapes, and texts that hold a structure.</summary>
public sealed class SourceShapeTests
{
    [Theory]
    [InlineData("{ each: l, fields: { name: n } }", """{"n":"x"}""", """[{"name":"x"}]""")]
    [InlineData("{ each: l, split: ',', fields: { name: . } }", "\"x, y,,z\"", """[{"name":"x"},{"name":"y"},{"name":"z"}]""")]
    [InlineData("{ each: l, split: '、', fields: { name: { from: ., pattern: { match: '^[^(]+' } }, code: $.batch } }", "\"x(1)、y\"", """[{"name":"x","code":"B"},{"name":"y","code":"B"}]""")]
    [InlineData("{ each: l, fields: { name: . } }", """["x",7,null,""]""", """[{"name":"x"},{"name":"7"},{}]""")]
    [InlineData("{ each: l, where: { .: x }, split: ',', fields: { name: . } }", "\"x,y\"", """[{"name":"x"}]""")]
    [InlineData("{ each: l, fields: { name: { lookup: { in: $.names, where: { id: id }, take: t } } } }", """[{"id":1},{"id":2}]""", """[{"name":"one"},{"name":"two"}]""")]
    public void Map_List_IsReadInItsShape(string materials, string list, string expected)
    {
        var field = "materials: " + materials;
        var outcome = Workspace.MapField(field, $$""" "batch":"B","names":[{"id":"1","t":"one"},{"id":"2","t":"two"}],"l":{{list}} """);
        using var content = JsonDocument.Parse(Workspace.Text(outcome));
        Assert.Equal(expected, content.RootElement.GetProperty("materials").GetRawText());
    }

    [Theory]
    [InlineData("{ each: l, fields: { name: n } }", "\"\"")]
    [InlineData("{ each: l, split: ',', fields: { name: . } }", "null")]
    [InlineData("{ each: l, split: ',', fields: { name: . } }", "\" , \"")]
    public void Map_EmptyList_IsAbsent(string materials, string list) =>
        Assert.DoesNotContain("materials", Workspace.Text(Workspace.MapField("materials: " + materials, $"\"l\":{list}")), StringComparison.Ordinal);

    [Fact]
    public void Map_TextWithJson_IsReadLikeTheRecord()
    {
        using var workspace = Texts("{ body: json }", "remark: body.a.b\nmaterials: { each: body.l, fields: { name: n } }");

        var content = Workspace.Text(Workspace.Map(workspace.Load(), """ "body":"{\"a\":{\"b\":\"泉州\"},\"l\":[{\"n\":\"x\"}]}","z":1 """));

        Assert.Contains("\"remark\":\"泉州\"", content, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"x\"", content, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_TextWithXml_HasElementsAttributesAndText()
    {
        using var workspace = Texts(
            "{ body: xml }",
            "remark: body.Case.Router.@id\nprojectName: body.Case.Title.#text\nmaterials: { each: body.Case.Files.File, fields: { name: Name } }");
        const string xml = "<?xml version=\\\"1.0\\\"?><c:Case xmlns:c=\\\"urn:x\\\"><Router id=\\\"7\\\"/><Title lang=\\\"zh\\\"><![CDATA[a & b]]></Title><Files><File><Name>x</Name></File>FILES</Files></c:Case>";
        var mapping = workspace.Load();

        var one = Workspace.Text(Workspace.Map(mapping, $"\"body\":\"{xml.Replace("FILES", "", StringComparison.Ordinal)}\""));
        var two = Workspace.Text(Workspace.Map(mapping, $"\"body\":\"{xml.Replace("FILES", "<File><Name>y</Name></File>", StringComparison.Ordinal)}\""));
        var none = Workspace.Text(Workspace.Map(mapping, "\"body\":\"<Case><Files/></Case>\""));

        Assert.Contains("\"remark\":\"7\"", one, StringComparison.Ordinal);
        Assert.Contains("\"projectName\":\"a & b\"", one, StringComparison.Ordinal);
        Assert.Contains("""materials":[{"name":"x"}]""", one, StringComparison.Ordinal);
        Assert.Contains("""materials":[{"name":"x"},{"name":"y"}]""", two, StringComparison.Ordinal);
        Assert.DoesNotContain("materials", none, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_TextsInListsAndInTexts_AreAllRead()
    {
        using var workspace = Texts("{ l.body: xml, l.body.a.inner: json }", "materials: { each: l, fields: { name: body.a.inner.n } }");

        var content = Workspace.Text(Workspace.Map(workspace.Load(), """ "l":[{"body":"<a><inner>{\"n\":\"x\"}</inner></a>"},{"body":null},{"body":{"a":{"inner":{"n":"y"}}}}] """));

        Assert.Contains("""materials":[{"name":"x"},{},{"name":"y"}]""", content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json", "{")]
    [InlineData("json", "{} {}")]
    [InlineData("json", "\\ud800")]
    [InlineData("xml", "<a>")]
    [InlineData("xml", "<a/><b/>")]
    [InlineData("xml", "陈甲")]
    [InlineData("xml", "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>")]
    public void Map_TextThatHoldsSomethingElse_IsUndecodableAndNotQuoted(string kind, string text)
    {
        using var workspace = Texts($"{{ body: {kind} }}", "remark: body.a");

        var error = Assert.Single(Workspace.Map(workspace.Load(), $"\"body\":\"{text}\"").Errors);

        Assert.Equal(("undecodable", "body", null), (error.Reason, error.SourcePath, error.Value));
        Assert.DoesNotContain("陈甲", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("xml")]
    public void Map_VeryDeepText_IsUndecodable(string kind)
    {
        using var workspace = Texts($"{{ body: {kind} }}", "remark: body.a");
        var deep = kind == "xml" ? string.Concat(Enumerable.Repeat("<a>", 10_000)) : new string('[', 10_000);

        Assert.Equal("undecodable", Assert.Single(workspace.Load().Map(Encoding.UTF8.GetBytes($"{{{Workspace.Record},\"body\":\"{deep}\"}}")).Errors).Reason);
    }

    private static Workspace Texts(string texts, string fields)
    {
        var workspace = Workspace.Demo(fields);
        workspace.Write("demo/cases.yaml", File.ReadAllText(Path.Combine(workspace.Root, "mappings", "demo", "cases.yaml")).Replace("nulls:", $"texts: {texts}\nnulls:", StringComparison.Ordinal));
        return workspace;
    }
}
