using System.Text.Json;

namespace Exchange.Mapping.Tests;

public sealed class FieldOperatorTests
{
    [Theory]
    [InlineData("remark: a.b", """ "a":{"b":"x"} """, "x")]
    [InlineData("remark: $.a.b", """ "a":{"b":"x"} """, "x")]
    [InlineData("remark: a[1].b", """ "a":[{"b":"w"},{"b":"x"}] """, "x")]
    [InlineData("remark: a[0][1]", """ "a":[["w","x"]] """, "x")]
    [InlineData("remark: a", """ "a":12.50 """, "12.50")]
    [InlineData("remark: a", """ "a":"\u6cc9\u5dde\ud83d\ude00" """, "泉州😀")]
    [InlineData("remark: 名称", """ "名称":"x" """, "x")]
    [InlineData("remark: 名称", """ "\u540d\u79f0":"x" """, "x")]
    [InlineData("remark: a", """ "a":"w","a":"x" """, "x")]
    [InlineData("remark: { first: [a, b] }", """ "a":"无","b":"x" """, "x")]
    [InlineData("remark: { first: [{ from: a, clean: digits }, b] }", """ "a":"No 7" """, "7")]
    [InlineData("remark: { first: [a, { const: x }] }", "", "x")]
    [InlineData("remark: { const: x }", "", "x")]
    [InlineData("remark: { from: a, clean: trim }", """ "a":" x " """, "x")]
    [InlineData("remark: { from: a, clean: [halfWidth] }", """ "a":"Ａ－１　２" """, "A-1 2")]
    [InlineData("remark: { from: a, clean: [nbsp, collapse] }", """ "a":"\u00a0x \t\u00a0 y " """, "x y")]
    [InlineData("remark: { from: a, clean: upper }", """ "a":"1x" """, "1X")]
    [InlineData("remark: { from: a, clean: lower }", """ "a":"1X" """, "1x")]
    [InlineData("remark: { from: a, clean: digits }", """ "a":"+86 199-0000" """, "861990000")]
    public void Map_Text_ComesOutAsDeclared(string field, string record, string expected) =>
        Assert.Equal(expected, Read(field, record, "remark").GetString());

    [Theory]
    [InlineData("appliedAt: { from: a, datetime: 'yyyy-MM-dd HH:mm:ss' }", "\"2026-03-02 09:00:00\"", "2026-03-02T09:00:00+08:00")]
    [InlineData("appliedAt: { from: a, datetime: ['yyyy-MM-dd HH:mm:ss', yyyyMMddHHmmss] }", "\"20260302090000\"", "2026-03-02T09:00:00+08:00")]
    [InlineData("appliedAt: { from: a, datetime: yyyyMMddHHmmss }", "20260302090000", "2026-03-02T09:00:00+08:00")]
    [InlineData("appliedAt: { from: a, datetime: 'yyyy-MM-ddTHH:mm:ss.fff' }", "\"2026-03-02T09:00:00.120\"", "2026-03-02T09:00:00.12+08:00")]
    [InlineData("appliedAt: { from: a, datetime: 'yyyy/M/d H:mm' }", "\"2026/3/2 9:03\"", "2026-03-02T09:03:00+08:00")]
    [InlineData("appliedAt: { from: a, datetime: \"yyyy-MM-dd'T'HH:mm:ss'Z'\" }", "\"2026-03-02T09:00:00Z\"", "2026-03-02T09:00:00+08:00")]
    [InlineData("appliedAt: { from: a, datetime: yyyy年MM月dd日 }", "\"2026年03月02日\"", "2026-03-02T00:00:00+08:00")]
    [InlineData("appliedAt: { from: a, datetime: iso }", "\"2026-03-02T01:00:00Z\"", "2026-03-02T09:00:00+08:00")]
    [InlineData("appliedAt: { from: a, datetime: iso }", "\"2026-03-02T09:00:00.5\"", "2026-03-02T09:00:00.5+08:00")]
    [InlineData("appliedAt: { from: a, datetime: iso }", "\"2026-03-02 03:00:00+0200\"", "2026-03-02T09:00:00+08:00")]
    [InlineData("appliedAt: { from: a, datetime: iso }", "\"2026-03-02 09:00\"", "2026-03-02T09:00:00+08:00")]
    [InlineData("appliedAt: { from: a, datetime: iso }", "\"2026-03-02\"", "2026-03-02T00:00:00+08:00")]
    [InlineData("appliedAt: { from: a, datetime: epochSeconds }", "1772413200", "2026-03-02T09:00:00+08:00")]
    [InlineData("appliedAt: { from: a, datetime: epochMilliseconds }", "\"1772413200000\"", "2026-03-02T09:00:00+08:00")]
    [InlineData("appliedAt: { const: 2026-03-02 }", "null", "2026-03-02T00:00:00+08:00")]
    public void Map_Time_ComesOutWithOffset(string field, string value, string expected) =>
        Assert.Equal(expected, Read(field, $"\"a\":{value}", "appliedAt").GetString());

    [Theory]
    [InlineData("result.validTo: { from: a, date: yyyy-MM-dd }", "\"2099-12-31\"", "2099-12-31")]
    [InlineData("result.validTo: { from: a, date: yyyy-MM-dd }", "\"9999-12-31\"", "9999-12-31")]
    [InlineData("result.validTo: { from: a, date: yyyyMMdd }", "20260302", "2026-03-02")]
    [InlineData("result.validTo: { from: a, date: iso }", "\"2026-03-02T20:00:00Z\"", "2026-03-03")]
    public void Map_Date_IsADay(string field, string value, string expected) =>
        Assert.Equal(expected, Read(field, $"\"a\":{value}", "result").GetProperty("validTo").GetString());

    [Fact]
    public void Map_TimeInAnotherZone_HasThatZonesOffset()
    {
        using var workspace = new Workspace();
        workspace.Write("demo/cases.yaml", Workspace.Head.Replace("nulls:", "timeZone: Europe/Berlin\nnulls:", StringComparison.Ordinal) + "  appliedAt: { from: a, datetime: iso }\n");
        workspace.Write("demo/codes.csv", Workspace.Codes);

        var content = Workspace.Text(Workspace.Map(workspace.Load(), "\"a\":\"2026-07-01T09:00:00\""));

        Assert.Contains("2026-07-01T09:00:00+02:00", content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("materials: { each: list, fields: { count: n } }", "7", 7)]
    [InlineData("materials: { each: list, fields: { count: n } }", "\"7\"", 7)]
    [InlineData("materials: { each: list, fields: { count: { from: n, number: grouped } } }", "\"1,007\"", 1007)]
    [InlineData("materials: { each: list, fields: { count: n } }", "7.0", 7)]
    public void Map_Number_IsANumber(string field, string value, int expected) =>
        Assert.Equal(expected, Read(field, $"\"list\":[{{\"n\":{value}}}]", "materials")[0].GetProperty("count").GetInt32());

    [Theory]
    [InlineData("result.delivered: a", "true", true)]
    [InlineData("result.delivered: a", "\"false\"", false)]
    [InlineData("result.delivered: { from: a, code: yes }", "\"是\"", true)]
    public void Map_Flag_IsAFlag(string field, string value, bool expected)
    {
        using var workspace = Workspace.Demo(field, Workspace.Codes + "yes,是,true,,,\nyes,否,false,,,\n");
        using var content = JsonDocument.Parse(Workspace.Text(Workspace.Map(workspace.Load(), $"\"a\":{value}")));

        Assert.Equal(expected, content.RootElement.GetProperty("result").GetProperty("delivered").GetBoolean());
    }

    [Fact]
    public void Map_List_KeepsOrderFiltersAndReachesTheRoot()
    {
        var field = "materials: { each: data.list, where: { kind: M }, fields: { name: n, code: $.batch } }";
        var record = """ "batch":"B1","data":{"list":[{"kind":"M","n":"b"},{"kind":"X","n":"x"},{"n":"y"},{"kind":"M","n":"a"}]} """;

        var list = Read(field, record, "materials");

        Assert.Equal("""[{"name":"b","code":"B1"},{"name":"a","code":"B1"}]""", list.GetRawText());
    }

    [Theory]
    [InlineData("""{"list":null}""")]
    [InlineData("""{"list":[]}""")]
    [InlineData("{}")]
    public void Map_NoList_IsAbsent(string source) =>
        Assert.DoesNotContain("materials", Workspace.Text(Workspace.MapField("materials: { each: a.list, fields: { name: n } }", $"\"a\":{source}")), StringComparison.Ordinal);

    [Fact]
    public void Map_NestedFields_AreTheSameAsDotted()
    {
        var dotted = Workspace.Text(Workspace.MapField("applicant.name: n\napplicant.address: a", """ "n":"陈甲","a":"洛阳镇" """));
        var nested = Workspace.Text(Workspace.MapField("applicant: { address: a, name: n }", """ "n":"陈甲","a":"洛阳镇" """));
        var inFields = Workspace.Text(Workspace.MapField("applicant: { fields: { address: a, name: n } }", """ "n":"陈甲","a":"洛阳镇" """));

        Assert.Equal(dotted, nested);
        Assert.Equal(dotted, inFields);
        Assert.Contains("""applicant":{"name":"陈甲","address":"洛阳镇"}""", dotted, StringComparison.Ordinal);
    }

    private static JsonElement Read(string field, string record, string name)
    {
        using var content = JsonDocument.Parse(Workspace.Text(Workspace.MapField(field, record)));
        return content.RootElement.GetProperty(name).Clone();
    }
}
