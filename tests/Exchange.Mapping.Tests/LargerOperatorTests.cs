using System.Text.Json;

namespace Exchange.Mapping.Tests;

/// <summary>Operators that take several values, cut texts, choose or look up.</summary>
public sealed class LargerOperatorTests
{
    [Theory]
    [InlineData("remark: { concat: [a, b], with: '、' }", """ "a":"x","b":"y" """, "x、y")]
    [InlineData("remark: { concat: [a, { const: '-' }, b] }", """ "a":"x","b":7 """, "x-7")]
    [InlineData("remark: { concat: [a, b], with: '、' }", """ "a":"无","b":"y" """, "y")]
    [InlineData("remark: { concat: [a, { from: b, datetime: iso }], with: ' ' }", """ "a":"x","b":"2026-03-02" """, "x 2026-03-02T00:00:00+08:00")]
    [InlineData("remark: { from: a, split: { by: '/', take: 0 } }", """ "a":"x / y/z" """, "x")]
    [InlineData("remark: { from: a, split: { by: '/', take: 1 } }", """ "a":"x / y/z" """, "y")]
    [InlineData("remark: { from: a, split: { by: '/', take: -1 } }", """ "a":"x / y/z" """, "z")]
    [InlineData("remark: { from: a, split: { by: '/', take: -3 } }", """ "a":"x / y/z" """, "x")]
    [InlineData("remark: { from: a, split: { by: '--', take: -1 } }", """ "a":"x--y" """, "y")]
    [InlineData("remark: { from: a, clean: halfWidth, split: { by: ',', take: 1 } }", """ "a":"x，y" """, "y")]
    [InlineData("""remark: { from: a, pattern: { match: '^(\d{4})-(\d\d)', take: 2 } }""", """ "a":"2026-03-02" """, "03")]
    [InlineData("""remark: { from: a, pattern: { match: '\d{4}' } }""", """ "a":"in 2026!" """, "2026")]
    [InlineData("""remark: { from: a, pattern: { match: 'n(?<no>\d+)', take: no } }""", """ "a":"n7" """, "7")]
    [InlineData("""remark: { from: a, pattern: { match: '\d+(?=号)', take: 0 } }""", """ "a":"第7号" """, "7")]
    [InlineData("remark: { when: [{ if: { k: '1' }, then: a }], otherwise: b }", """ "k":1,"a":"x","b":"y" """, "x")]
    [InlineData("remark: { when: [{ if: { k: '1' }, then: a }], otherwise: b }", """ "k":"2","a":"x","b":"y" """, "y")]
    [InlineData("remark: { when: [{ if: { k: ['1', '2'], a: { not: null } }, then: a }] }", """ "k":"2","a":"x" """, "x")]
    [InlineData("remark: { when: [{ if: { k: null }, then: { const: none } }] }", """ "k":"无" """, "none")]
    [InlineData("remark: { when: [{ if: { k: { not: ['1'] } }, then: { from: a, clean: upper } }] }", """ "a":"x" """, "X")]
    [InlineData("remark: { when: [{ if: { k: true }, then: a }] }", """ "k":true,"a":"x" """, "x")]
    [InlineData("remark: { lookup: { in: list, where: { id: key }, take: name } }", """ "key":2,"list":[{"id":"1","name":"x"},{"id":"2","name":"y"},{"id":"2","name":"z"}] """, "y")]
    [InlineData("remark: { lookup: { in: list, where: { id: key, kind: { const: M } }, take: n.t } }", """ "key":"2","list":[{"id":"2","n":{"t":"x"}},{"id":2,"kind":"M","n":{"t":"y"}}] """, "y")]
    [InlineData("remark: { lookup: { in: list, where: { id: key }, take: name } }", """ "key":"2","list":{"id":"2","name":"y"} """, "y")]
    [InlineData("remark: { from: a, clean: noSpace }", """ "a":" x y　z " """, "xyz")]
    [InlineData("remark: { from: a, clean: trimEnd }", """ "a":" x  " """, " x")]
    public void Map_Text_ComesOutAsDeclared(string field, string record, string expected) =>
        Assert.Equal(expected, Content(field, record).GetProperty("remark").GetString());

    [Theory]
    [InlineData("remark: { concat: [a, { const: '-' }, b] }", "")]
    [InlineData("remark: { from: a, split: { by: '/', take: 2 } }", """ "a":"x/y" """)]
    [InlineData("remark: { from: a, split: { by: '/', take: -3 } }", """ "a":"x/y" """)]
    [InlineData("remark: { from: a, split: { by: '/', take: 0 } }", """ "a":"无/y" """)]
    [InlineData("remark: { when: [{ if: { k: '1' }, then: a }] }", """ "a":"x" """)]
    [InlineData("remark: { lookup: { in: list, where: { id: key }, take: name } }", """ "key":"3","list":[{"id":"2","name":"x"},7,null] """)]
    [InlineData("remark: { lookup: { in: list, where: { id: key }, take: name } }", """ "list":[{"id":"2","name":"x"},{"name":"y"}] """)]
    [InlineData("remark: { lookup: { in: list, where: { id: key }, take: name } }", """ "key":"2" """)]
    public void Map_Nothing_IsEmpty(string field, string record) =>
        Assert.False(Content(field, record).TryGetProperty("remark", out _));

    [Theory]
    [InlineData("remark: { from: a, pattern: { match: '^x' } }", """ "a":"y" """, "bad-format")]
    [InlineData("remark: { concat: [a, b] }", """ "a":"x","b":[1] """, "wrong-type")]
    [InlineData("remark: { lookup: { in: list, where: { id: key }, take: name } }", """ "key":"2","list":"x" """, "wrong-type")]
    [InlineData("fees: { each: list, fields: { amount: { from: a, number: { times: 10000 } } } }", """ "list":[{"a":"79228162514264337593543950335"}] """, "out-of-range")]
    [InlineData("remark: { when: [{ if: { a: '1' }, then: { from: b, code: case-status } }] }", """ "a":"1","b":"9" """, "unmapped-code")]
    public void Map_WrongValue_HasOneReason(string field, string record, string reason)
    {
        var error = Assert.Single(Workspace.MapField(field, record).Errors);

        Assert.Equal(reason, error.Reason);
    }

    [Fact]
    public void Map_CodeMadeOfPersonalData_IsNotTold()
    {
        using var workspace = new Workspace();
        workspace.Write("demo/out.yaml", "from: case/v1\nto: demo/out\nfields:\n  x: { concat: [item.code, applicant.idNo], code: t }\n");
        workspace.Write("demo/codes.csv", "table,raw,canonical\nt,1,a\n");

        var outcome = workspace.Load("demo/out").Map("""{"item":{"code":"7"},"applicant":{"idNo":"350599199211150237"}}"""u8.ToArray());

        Assert.Null(Assert.Single(outcome.Errors).Value);
    }

    [Theory]
    [InlineData("{ from: a, number: { style: grouped, times: 10000 } }", "\"1,234.50\"", "12345000")]
    [InlineData("{ from: a, number: { times: 0.01 } }", "1250", "12.5")]
    [InlineData("{ from: a, number: { times: 10000 } }", "\"0.00015\"", "1.5")]
    public void Map_Number_IsMultiplied(string amount, string value, string expected) =>
        Assert.Equal(expected, Content($"fees: {{ each: l, fields: {{ amount: {amount} }} }}", $$""" "l":[{"a":{{value}}}] """).GetProperty("fees")[0].GetProperty("amount").GetRawText());

    [Theory]
    [InlineData("excelSerial", "46083.375", "2026-03-02T09:00:00+08:00")]
    [InlineData("excelSerial", "\"46083\"", "2026-03-02T00:00:00+08:00")]
    [InlineData("excelSerial", "46083.4236111111", "2026-03-02T10:10:00+08:00")]
    [InlineData("excelSerial", "61", "1900-03-01T00:00:00+08:05")]
    [InlineData("oracle", "\"02-MAR-26 09.00.00.000000 AM\"", "2026-03-02T09:00:00+08:00")]
    [InlineData("oracle", "\"02-Mar-26 12.30.05.500000 PM\"", "2026-03-02T12:30:05.5+08:00")]
    [InlineData("oracle", "\"2-3月 -26\"", "2026-03-02T00:00:00+08:00")]
    [InlineData("oracle", "\"02-3月 -26 09.00.00.000000 下午\"", "2026-03-02T21:00:00+08:00")]
    [InlineData("oracle", "\"02-12月-2026 下午 01.02.03\"", "2026-12-02T13:02:03+08:00")]
    public void Map_Time_IsReadInTheDeclaredFormat(string format, string value, string expected)
    {
        var at = Content($"appliedAt: {{ from: a, datetime: {format} }}", $"\"a\":{value}").GetProperty("appliedAt").GetString()!;

        Assert.Equal(expected[..19], at[..19]);
        Assert.True(expected.StartsWith("1900", StringComparison.Ordinal) || expected == at, at);
    }

    [Theory]
    [InlineData("excelSerial", "60")]
    [InlineData("excelSerial", "0")]
    [InlineData("excelSerial", "\"2026-03-02\"")]
    [InlineData("oracle", "\"31-FEB-26\"")]
    [InlineData("oracle", "\"02-MRZ-26\"")]
    [InlineData("oracle", "\"02-MAR-26 13.00.00 PM\"")]
    public void Map_TimeThatIsNone_IsABadFormat(string format, string value) =>
        Assert.Equal("bad-format", Assert.Single(Workspace.MapField($"appliedAt: {{ from: a, datetime: {format} }}", $"\"a\":{value}").Errors).Reason);

    private static JsonElement Content(string field, string record)
    {
        using var content = JsonDocument.Parse(Workspace.Text(Workspace.MapField(field, record)));
        return content.RootElement.Clone();
    }
}
