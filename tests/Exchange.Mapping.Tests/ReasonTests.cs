using System.Text;

namespace Exchange.Mapping.Tests;

public sealed class ReasonTests
{
    [Theory]
    [InlineData("applicant.name: { from: a, required: true }", """ "b":1 """, "applicant.name", "missing")]
    [InlineData("applicant.name: { from: a, required: true }", """ "a":" 无 " """, "applicant.name", "missing")]
    [InlineData("caseType: { from: a, code: case-type }", """ "a":"9" """, "caseType", "unmapped-code")]
    [InlineData("caseType: a", """ "a":"jibanjian" """, "caseType", "unmapped-code")]
    [InlineData("appliedAt: { from: a, datetime: iso }", """ "a":"2026年3月2日" """, "appliedAt", "bad-format")]
    [InlineData("appliedAt: { from: a, datetime: 'yyyy-MM-dd HH:mm:ss' }", """ "a":"2026-02-30 09:00:00" """, "appliedAt", "bad-format")]
    [InlineData("appliedAt: { from: a, datetime: 'yyyy-MM-dd HH:mm:ss' }", """ "a":"2026-02-28 24:00:00" """, "appliedAt", "bad-format")]
    [InlineData("appliedAt: { from: a, datetime: 'yyyy-MM-dd' }", """ "a":"0000-00-00" """, "appliedAt", "bad-format")]
    [InlineData("appliedAt: { from: a, datetime: iso }", """ "a":"1753-01-01" """, "appliedAt", "out-of-range")]
    [InlineData("appliedAt: { from: a, datetime: iso }", """ "a":"9999-12-31T23:59:59" """, "appliedAt", "out-of-range")]
    [InlineData("appliedAt: { from: a, datetime: epochMilliseconds }", """ "a":99999999999999999999 """, "appliedAt", "bad-format")]
    [InlineData("appliedAt: { from: a, datetime: iso }", """ "a":true """, "appliedAt", "wrong-type")]
    [InlineData("result.validTo: { from: a, date: iso }", """ "a":"1899-12-31" """, "result.validTo", "out-of-range")]
    [InlineData("materials: { each: a, fields: { count: n } }", """ "a":[{"n":"x"}] """, "materials.count", "bad-format")]
    [InlineData("materials: { each: a, fields: { count: n } }", """ "a":[{"n":1.5}] """, "materials.count", "bad-format")]
    [InlineData("materials: { each: a, fields: { count: n } }", """ "a":[{"n":99999999999}] """, "materials.count", "out-of-range")]
    [InlineData("materials: { each: a, fields: { count: n } }", """ "a":[{"n":1e40}] """, "materials.count", "out-of-range")]
    [InlineData("materials: { each: a, fields: { name: n } }", """ "a":"x" """, "materials", "wrong-type")]
    [InlineData("materials: { each: a, fields: { name: n } }", """ "a":["x"] """, "materials", "wrong-type")]
    [InlineData("result.delivered: a", """ "a":"1" """, "result.delivered", "wrong-type")]
    [InlineData("remark: a", """ "a":true """, "remark", "wrong-type")]
    [InlineData("remark: a", """ "a":{"b":1} """, "remark", "wrong-type")]
    [InlineData("remark: a", """ "a":[1] """, "remark", "wrong-type")]
    [InlineData("applicant.postcode: a", """ "a":"3621231" """, "applicant.postcode", "too-long")]
    [InlineData("applicant.idNo: { from: a, check: idNumber }", """ "a":"350599199211150238" """, "applicant.idNo", "bad-check")]
    [InlineData("applicant.idNo: { from: a, check: uscc }", """ "a":"91350500XX00000199" """, "applicant.idNo", "bad-check")]
    [InlineData("applicant.idNo: { from: a, check: orgCode }", """ "a":"XX0000018" """, "applicant.idNo", "bad-check")]
    [InlineData("item.localCode: { from: a, check: itemCode }", """ "a":"1" """, "item.localCode", "bad-check")]
    [InlineData("contact.mobile: { from: a, check: mobile }", """ "a":"0595-22000000" """, "contact.mobile", "bad-check")]
    [InlineData("remark: { from: a, clean: digits }", """ "a":"none" """, "remark", "bad-format")]
    [InlineData("remark: a", """ "a":"\ud800" """, "remark", "undecodable")]
    [InlineData("remark: a", """ "a":"x\u0000y" """, "remark", "undecodable")]
    [InlineData("appliedAt: { from: a, datetime: iso }\nacceptedAt: { from: b, datetime: iso }", """ "a":"2026-03-02","b":"2026-03-01" """, "acceptedAt", "contradiction")]
    [InlineData("result: { validFrom: { from: a, date: iso }, validTo: { from: b, date: iso } }", """ "a":"2026-03-02","b":"2026-03-01" """, "result.validTo", "contradiction")]
    public void Map_BadValue_GivesTheReason(string field, string record, string path, string reason)
    {
        using var workspace = Workspace.Demo(field, Workspace.Codes + "case-type,1,immediate,,,\n");
        var outcome = Workspace.Map(workspace.Load(), record);

        var error = Assert.Single(outcome.Errors);
        Assert.Equal((path, reason), (error.Field, error.Reason));
        Assert.False(outcome.Ok);
        Assert.True(outcome.Content.IsEmpty);
        Assert.NotNull(error.SourcePath);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"no\":\"A1\"")]
    [InlineData("{\"no\":\"A1\"} x")]
    [InlineData("{\"no\":\"A1\",}")]
    [InlineData("<case/>")]
    public void Map_NoJsonObject_IsUndecodable(string text)
    {
        using var workspace = Workspace.Demo();

        var error = Assert.Single(workspace.Load().Map(Encoding.UTF8.GetBytes(text)).Errors);

        Assert.Equal("undecodable", error.Reason);
    }

    [Fact]
    public void Map_WrongBytesOrDepth_IsUndecodable()
    {
        using var workspace = Workspace.Demo("remark: a");
        var mapping = workspace.Load();
        byte[] gbk = [(byte)'{', (byte)'"', (byte)'a', (byte)'"', (byte)':', (byte)'"', 0xC2, 0xE5, 0xD1, 0xF4, (byte)'"', (byte)'}'];
        var deep = Encoding.UTF8.GetBytes("{\"x\":" + new string('[', 10_000));

        Assert.Equal("undecodable", Assert.Single(mapping.Map(gbk).Errors).Reason);
        Assert.Equal("undecodable", Assert.Single(mapping.Map(deep).Errors).Reason);
    }

    [Fact]
    public void Map_ByteOrderMark_IsIgnored()
    {
        using var workspace = Workspace.Demo();

        var outcome = workspace.Load().Map(Encoding.UTF8.GetBytes($"\uFEFF{{{Workspace.Record}}}"));

        Assert.True(outcome.Ok);
    }

    [Fact]
    public void Map_SeveralBadFields_TellsAllTogether()
    {
        using var workspace = Workspace.Demo("appliedAt: { from: at, datetime: iso }\nmaterials: { each: list, fields: { name: { from: n, required: true }, count: c } }");

        var outcome = workspace.Load().Map("""{"itemCode":"","itemName":"x","state":"77","at":"?","list":[{"n":"a"},{"c":"z"}]}"""u8.ToArray());

        Assert.Equal(
            [
                ("sourceCaseNo", "no", "missing"), ("item.code", "itemCode", "missing"), ("status", "state", "unmapped-code"), ("appliedAt", "at", "bad-format"),
                ("materials.name", "list[1].n", "missing"), ("materials.count", "list[1].c", "bad-format"),
            ],
            outcome.Errors.Select(e => (e.Field, e.SourcePath!, e.Reason)));
    }

    [Fact]
    public void Map_BadValue_TellsItOnlyWhereItIsACode()
    {
        using var workspace = Workspace.Demo("applicant.idNo: { from: id, check: idNumber }\nappliedAt: { from: at, datetime: iso }");

        var outcome = workspace.Load().Map(Encoding.UTF8.GetBytes($$"""{"no":"A","itemCode":"1","itemName":"x","state":"{{new string('7', 100)}}","id":"350599199211150238","at":"secret"}"""));

        Assert.Equal([new string('7', 64), null, null], outcome.Errors.OrderByDescending(e => e.Field).Select(e => e.Value));
        Assert.DoesNotContain(outcome.Errors, e => e.Message.Contains("350599", StringComparison.Ordinal) || e.Message.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void Map_WarnedField_IsEmptyWithItsRawKept()
    {
        using var workspace = Workspace.Demo("caseType: { from: a, code: case-type, onError: warn }\nappliedAt: { from: b, datetime: iso, onError: warn }", Workspace.Codes + "case-type,1,immediate,,,\n");

        var outcome = Workspace.Map(workspace.Load(), """ "a":"9","b":"?" """);

        Assert.Equal(["caseType", "appliedAt"], outcome.Warnings.Select(w => w.Field));
        Assert.EndsWith("""status":"accepted","raw":{"appliedAt":"?","caseType":"9","status":"1"}}""", Workspace.Text(outcome), StringComparison.Ordinal);
    }

    [Fact]
    public void Map_ManyBadItems_TellsABoundedNumber()
    {
        var list = string.Join(',', Enumerable.Repeat("""{"n":"x"}""", 5000));

        var outcome = Workspace.MapField("materials: { each: a, fields: { count: n } }", $"\"a\":[{list}]");

        Assert.Equal(200, outcome.Errors.Count);
    }

    [Fact]
    public void Map_UnknownRegion_IsAWarning()
    {
        var number = Schema.Identifiers.IdNumber.ToEighteen("990599921115023");

        var outcome = Workspace.MapField("applicant.idNo: { from: a, check: idNumber }", $"\"a\":\"{number}\"");

        Assert.True(outcome.Ok);
        Assert.Equal("bad-check", Assert.Single(outcome.Warnings).Reason);
    }
}
