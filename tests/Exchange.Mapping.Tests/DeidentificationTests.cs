using System.Text;
using System.Text.Json.Nodes;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Mapping.Outlines;
using Exchange.Mapping.Samples;
using Exchange.Schema.Identifiers;

namespace Exchange.Mapping.Tests;

/// <summary>Real records turned into samples of nobody.</summary>
public sealed class DeidentificationTests
{
    private const string Fields = """
        applicant.name: who
        applicant.idNo: id
        applicant.mobile: phone
        applicant.address: where
        remark: words
        """;

    private const string Record = """
        {"no":"QZ260302000017","itemCode":"1234567890","itemName":"高龄补贴","state":"1","who":"欧阳小三","id":"11010519491231002X","phone":"13800138000",
        "where":"惠安县某镇1号","words":"电话13800138000","extra":"欧阳小三","when":"2026-03-02 09:00:00","contact":{"tel":"13800138000"},"long":440524188001010014,"empty":"无"}
        """;

    [Fact]
    public void Apply_PersonalData_IsNoLongerThere()
    {
        var text = Apply(Record);

        foreach (var secret in new[] { "欧阳", "11010519491231002X", "13800138000", "惠安县", "440524188001010014", "260302000017" })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Apply_Replacements_PassTheChecksAndBelongToNobody()
    {
        var record = JsonNode.Parse(Apply(Record))!;

        Assert.StartsWith("350599", record["id"]!.ToString(), StringComparison.Ordinal);
        Assert.True(IdNumber.Check(record["id"]!.ToString()) <= IdentifierFault.UnknownRegion);
        Assert.StartsWith("1990000", record["phone"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(record["phone"]!.ToString(), record["contact"]!["tel"]!.ToString());
        Assert.Equal(("高龄补贴", "1", "2026-03-02 09:00:00", "无"), (record["itemName"]!.ToString(), record["state"]!.ToString(), record["when"]!.ToString(), record["empty"]!.ToString()));
    }

    [Fact]
    public void Apply_SameValue_BecomesTheSameEverywhere() => Assert.Equal(Apply(Record), Apply(Record));

    [Theory]
    [InlineData("91350211M000100Y43")]
    [InlineData("350211690000000")]
    public void Apply_WrongNumber_StaysWrong(string number)
    {
        var record = JsonNode.Parse(Apply($$"""{"id":"{{number}}"}"""))!;

        Assert.NotEqual(number, record["id"]!.ToString());
        Assert.Equal(number.Length, record["id"]!.ToString().Length);
    }

    [Fact]
    public void Apply_SocialCreditCode_IsOneAgain()
    {
        var record = JsonNode.Parse(Apply("""{"id":"91350100M000100Y43","who":"泉州某某有限公司"}"""))!;
        var expected = Uscc.Check("91350100M000100Y43") == IdentifierFault.None;

        Assert.Equal(expected, Uscc.Check(record["id"]!.ToString()) == IdentifierFault.None);
        Assert.Contains("示例", record["who"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Add_Test_PassesAsItIs()
    {
        using var workspace = Workspace.Demo(Fields);
        var file = workspace.Write("demo/cases.tests.yaml", "tests:\n  - name: first\n    input: { no: A1, itemCode: \"1234567890\", itemName: x, state: \"1\" }\n    expect: { status: accepted }\n");
        var mapping = workspace.Load();
        foreach (var (name, record) in new[] { ("good", Record), ("bad: \"quoted\"", Record.Replace("\"state\":\"1\"", "\"state\":\"77\"", StringComparison.Ordinal)) })
        {
            var nobody = Encoding.UTF8.GetBytes(Apply(record));
            MappingTestWriter.Add(file, name, nobody, mapping.Map(nobody));
        }

        var report = MappingTests.Run(MappingCatalog.Load([workspace.Root], new ProblemList()), [workspace.Root]);
        Assert.True(report.Failed == 0, string.Join("\n", report.Tests.SelectMany(t => t.Differences)));
        Assert.Equal(["first", "good", "bad: \"quoted\""], report.Tests.Select(t => t.Name));
        Assert.Throws<ExchangeException>(() => MappingTestWriter.Add(file, "good", Encoding.UTF8.GetBytes(Record), mapping.Map(Encoding.UTF8.GetBytes(Record))));
    }

    private static string Apply(string record)
    {
        using var workspace = Workspace.Demo(Fields);
        var outline = MappingOutline.Load([workspace.Root])[0];
        var made = new Deidentification(
            outline, ["no"], text => text.All(char.IsAscii) && !text.Contains("13800138000", StringComparison.Ordinal), text => BitConverter.ToUInt64(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        return Encoding.UTF8.GetString(made.Apply(Encoding.UTF8.GetBytes(record)));
    }
}
