using System.Text;
using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Security.Privacy;

namespace Exchange.Security.Tests.Privacy;

public sealed class MaskedJsonTests
{
    private static readonly HashSet<string> Personal =
        ["applicant.name", "applicant.idNo", "applicant.mobile", "applicant.address", "events.handler", "raw", "note"];

    [Fact]
    public void Mask_ACase_MasksByFieldAndGuardsTheRest()
    {
        const string json = """
            {"sourceCaseNo":"QZ260302000123","applicant":{"name":"张小三","idNo":"35059919900101005X","mobile":"19900001234","address":"惠安县张坂镇1号"},
             "events":[{"name":"受理","handler":"李四"}],"raw":{"sqrmc":"张小三","n":5},"note":"x","remark":"电话19900001234","phoneAsNumber":19900001234,"count":3,"done":true,"none":null,"19900001234":1}
            """;

        using var masked = JsonDocument.Parse(Masking.MaskJson(Encoding.UTF8.GetBytes(json), Personal.Contains));

        var root = masked.RootElement;
        Assert.Equal("QZ260302000123", root.GetProperty("sourceCaseNo").GetString());
        Assert.Equal("张*三", root.GetProperty("applicant").GetProperty("name").GetString());
        Assert.Equal("350***********005X", root.GetProperty("applicant").GetProperty("idNo").GetString());
        Assert.Equal("199****1234", root.GetProperty("applicant").GetProperty("mobile").GetString());
        Assert.Equal("惠安县张坂镇****", root.GetProperty("applicant").GetProperty("address").GetString());
        Assert.Equal("受理", root.GetProperty("events")[0].GetProperty("name").GetString());
        Assert.Equal("李*", root.GetProperty("events")[0].GetProperty("handler").GetString());
        Assert.Equal("****", root.GetProperty("raw").GetProperty("sqrmc").GetString());
        Assert.Equal("****", root.GetProperty("raw").GetProperty("n").GetString());
        Assert.Equal("****", root.GetProperty("note").GetString());
        Assert.Equal("电话199****1234", root.GetProperty("remark").GetString());
        Assert.Equal("199****1234", root.GetProperty("phoneAsNumber").GetString());
        Assert.Equal(3, root.GetProperty("count").GetInt32());
        Assert.True(root.GetProperty("done").GetBoolean());
        Assert.Equal(1, root.GetProperty("199****1234").GetInt32());
    }

    [Fact]
    public void Mask_Chinese_StaysReadable() =>
        Assert.Contains("受理", Masking.MaskJson("""{"a":"受理"}"""u8, _ => false), StringComparison.Ordinal);

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("""{"张三":}""")]
    public void Mask_NotJson_IsADataFailureThatQuotesNothing(string json)
    {
        var failure = Assert.Throws<ExchangeException>(() => Masking.MaskJson(Encoding.UTF8.GetBytes(json), _ => true));

        Assert.Equal(FailureKind.Data, failure.Kind);
        Assert.DoesNotContain("张三", failure.ToString(), StringComparison.Ordinal);
    }
}
