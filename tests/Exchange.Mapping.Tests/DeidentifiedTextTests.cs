using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Outlines;
using Exchange.Mapping.Samples;
using Exchange.Schema.Identifiers;

namespace Exchange.Mapping.Tests;

/// <summary>Texts inside records that hold JSON or XML lose their people and keep their structure.</summary>
public sealed class DeidentifiedTextTests
{
    private const string Message = """
        <?xml version="1.0" encoding="UTF-8"?><Case unid="9F1C20260302000017" type="10" xmlns:x="urn:x"><!-- 欧阳小三 --><x:Person ApplyName="欧阳小三" CertificateNumber="11010519491231002X">
          <Phone>13800138000</Phone><Name><![CDATA[欧阳小三]]></Name></x:Person><Item field="where">惠安县某镇1号</Item><Item field="n">2</Item><State>1</State><When>2026-03-02 09:00:00</When><Note>他说<b>欧阳</b>同意</Note></Case>
        """;

    private const string Xml = """
        texts: { content: xml }
        """;

    private const string Fields = """
        applicant.name: content.Case.Person.@ApplyName
        applicant.idNo: content.Case.Person.@CertificateNumber
        applicant.mobile: content.Case.Person.Phone
        contact.name: content.Case.Person.Name
        status: { from: content.Case.State, code: case-status }
        """;

    [Fact]
    public void Apply_XmlText_KeepsItsStructureAndLosesItsPeople()
    {
        var text = Content(Xml, Fields, Message);

        foreach (var secret in new[] { "欧阳", "11010519491231002X", "13800138000", "惠安县", "20260302000017", "同意", "他说" })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }

        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", text, StringComparison.Ordinal);
        var root = XDocument.Parse(text).Root!;
        Assert.Equal("Case", root.Name.LocalName);
        Assert.Equal("10", (string?)root.Attribute("type"));
        Assert.Equal(["where 示例文字", "n 2"], root.Elements("Item").Select(i => $"{(string?)i.Attribute("field")} {i.Value}"));
        Assert.Equal(("1", "2026-03-02 09:00:00"), (root.Element("State")!.Value, root.Element("When")!.Value));
        var person = root.Element(XName.Get("Person", "urn:x"))!;
        Assert.True(IdNumber.Check((string)person.Attribute("CertificateNumber")!) <= IdentifierFault.UnknownRegion);
        Assert.StartsWith("1990000", person.Element("Phone")!.Value, StringComparison.Ordinal);
        Assert.Equal((string?)person.Attribute("ApplyName"), person.Element("Name")!.Value);
    }

    [Fact]
    public void Apply_XmlText_IsMappedAsTheRealOneWas()
    {
        using var workspace = new Workspace();
        workspace.Write("demo/cases.yaml", Mapping(Xml, Fields));
        workspace.Write("demo/codes.csv", Workspace.Codes);
        var record = Record(Message);

        var made = Of(workspace).Apply(record);
        var outcome = workspace.Load().Map(made);

        Assert.True(outcome.Ok, string.Join("; ", outcome.Errors));
        var content = JsonNode.Parse(outcome.Content.Span)!;
        Assert.Equal(("accepted", true), (content["status"]!.ToString(), content["applicant"]!["mobile"]!.ToString().StartsWith("1990000", StringComparison.Ordinal)));
    }

    [Fact]
    public void Apply_JsonText_KeepsItsStructureAndLosesItsPeople()
    {
        var text = Content(
            "texts: { content: json }", "applicant.name: content.who\napplicant.idNo: content.id", """{"who":"欧阳小三","id":"11010519491231002X","list":[{"tel":"13800138000","state":"1"},{"tel":null,"state":2}],"note":"某人说的话","ok":true}""");

        var inner = JsonNode.Parse(text)!;
        Assert.DoesNotContain("欧阳", text, StringComparison.Ordinal);
        Assert.Equal(("示例文字", "1", "2", "true"), (inner["note"]!.ToString(), inner["list"]![0]!["state"]!.ToString(), inner["list"]![1]!["state"]!.ToJsonString(), inner["ok"]!.ToJsonString()));
        Assert.Null(inner["list"]![1]!["tel"]);
        Assert.StartsWith("1990000", inner["list"]![0]!["tel"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_TextInAText_IsGoneInto()
    {
        var text = Content(Xml, "applicant.name: content.m.body", """<m><body>{"who":"欧阳小三"}</body><inner>&lt;p&gt;&lt;tel&gt;13800138000&lt;/tel&gt;&lt;/p&gt;</inner></m>""");

        var root = XDocument.Parse(text).Root!;
        var inner = XDocument.Parse(root.Element("inner")!.Value).Root!;
        Assert.StartsWith("1990000", inner.Element("tel")!.Value, StringComparison.Ordinal);

        // What the mapping reads as a name is one, whatever it looks like.
        Assert.DoesNotContain("who", root.Element("body")!.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<a>欧阳小三")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"欧阳小三\">]><a>&b;</a>")]
    [InlineData("{\"who\":\"欧阳小三\"")]
    [InlineData("<欧阳小三说>")]
    public void Apply_TextThatHoldsNoStructure_IsReplacedAsAWhole(string text) => Assert.Equal("示例文字", Content("", "", text));

    [Fact]
    public void Apply_UndeclaredStructure_IsGoneIntoAsWell()
    {
        Assert.Equal("<m><who>示例文字</who><n>1</n></m>", Content("", "", "<m><who>欧阳小三</who><n>1</n></m>"));
        Assert.Equal("""[{"who":"示例文字","n":1}]""", Content("", "", """ [ {"who":"欧阳小三", "n":1} ] """));
    }

    [Fact]
    public void Apply_VeryDeepText_IsReplacedAsAWhole()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 5000)) + "欧阳小三" + string.Concat(Enumerable.Repeat("</a>", 5000));

        Assert.Equal("示例文字", Content("", "", deep));
        Assert.Equal("示例文字", Content("", "", new string('[', 5000) + "\"欧阳小三\"" + new string(']', 5000)));
    }

    [Fact]
    public void Apply_Passwords_AreReplaced()
    {
        Assert.Equal("""<m PWD="示例文字"><Token>示例文字</Token><n>1</n></m>""", Content("", "", """<m PWD="888888"><Token>a1</Token><n>1</n></m>"""));
    }

    [Fact]
    public void Apply_DepartmentsOfSteps_AreKept()
    {
        using var workspace = new Workspace();
        workspace.Write("demo/cases.yaml", "from: demo/cases\nto: case/v1#event\nfields: { name: n, department.name: d, handler: h }\n");
        var made = JsonNode.Parse(Of(workspace).Apply("""{"n":"审核","d":"市监分局","h":"欧阳小三"}"""u8.ToArray()))!;

        Assert.Equal(("审核", "市监分局"), (made["n"]!.ToString(), made["d"]!.ToString()));
        Assert.DoesNotContain("欧阳", made["h"]!.ToString(), StringComparison.Ordinal);
    }

    private static string Mapping(string head, string fields) =>
        "from: demo/cases\nto: case/v1\n" + head.Trim() + "\nfields:\n  sourceCaseNo: { from: no, required: true }\n  item.code: itemCode\n"
            + string.Join("\n", fields.Split('\n').Select(l => "  " + l)) + (fields.Contains("status:", StringComparison.Ordinal) ? "\n" : "\n  status: { const: accepted }\n");

    private static byte[] Record(string content) =>
        Encoding.UTF8.GetBytes(new JsonObject { ["no"] = "A1", ["itemCode"] = "1234567890", ["content"] = content }.ToJsonString());

    private static string Content(string head, string fields, string content)
    {
        using var workspace = new Workspace();
        workspace.Write("demo/cases.yaml", Mapping(head, fields));
        workspace.Write("demo/codes.csv", Workspace.Codes);
        return JsonNode.Parse(Of(workspace).Apply(Record(content)))!["content"]!.ToString();
    }

    private static Deidentification Of(Workspace workspace) => new(
        MappingOutline.Load([workspace.Root])[0],
        ["no", "content.Case.@unid"],
        text => text.All(char.IsAscii) && !text.Contains("13800138000", StringComparison.Ordinal),
        text => BitConverter.ToUInt64(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text))));
}
