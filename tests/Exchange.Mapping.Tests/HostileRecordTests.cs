using System.Text;

namespace Exchange.Mapping.Tests;

public sealed class HostileRecordTests
{
    [Fact]
    public void Map_DamagedRecords_NeverThrows()
    {
        var mapping = MappingCatalog.Load([Workspace.Repository], new()).Find("provincial-hall/cases")!;
        var good = Encoding.UTF8.GetBytes(
            """{"sblsh":"QZ1","sxbm":"350521103XK01003","sxmc":"高龄\u8865贴","sqrmc":"陈甲","sqrzjlx":"SF","sqrzjhm":"350599199211150237","sqsj":"2026-03-02 09:00:00","bjzt":"30","zzyxqz":"2099-12-31","cllb":[{"clmc":"身份证","sqfs":"license","fs":"1"}]}""");
        Assert.True(mapping.Map(good).Ok);
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = (byte[])good.Clone();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var outcome = mapping.Map(bytes.AsMemory(0, random.Next(8) == 0 ? random.Next(bytes.Length) : bytes.Length));

            Assert.True(outcome.Ok != outcome.Content.IsEmpty);
        }

        Assert.True(mapping.Map(good).Ok);
    }

    [Theory]
    [InlineData("\"9999-12-31 23:59:59\"")]
    [InlineData("\"0001-01-01 00:00:00\"")]
    [InlineData("\"9999-12-31T23:59:59.9999999-14:00\"")]
    [InlineData("\"0001-01-01T00:00:00+14:00\"")]
    [InlineData("9223372036854775807")]
    [InlineData("-9223372036854775808")]
    [InlineData("253402300799")]
    [InlineData("-62135596800")]
    public void Map_TimesAtTheEdge_AreErrorsNotExceptions(string value)
    {
        var outcome = Workspace.MapField("appliedAt: { from: a, datetime: [iso, epochSeconds, 'yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz'] }", $"\"a\":{value}");

        Assert.Single(outcome.Errors);
    }

    [Fact]
    public void Map_VeryLongTexts_AreTooLongAndNotEchoed()
    {
        var outcome = Workspace.MapField("applicant.name: a\ncaseType: b", $"\"a\":\"{new string('x', 1_000_000)}\",\"b\":\"{string.Concat(Enumerable.Repeat("😀", 1000))}\"");

        Assert.Contains(outcome.Errors, e => e is { Field: "applicant.name", Reason: "too-long", Value: null });
        Assert.All(outcome.Errors, e => Assert.True(e.Message.Length < 300 && (e.Value?.Length ?? 0) <= 64));
    }
}
