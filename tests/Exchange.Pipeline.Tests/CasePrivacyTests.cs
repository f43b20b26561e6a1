using System.Text;
using Exchange.Schema.Catalog;
using Exchange.Security.Privacy;

namespace Exchange.Pipeline.Tests;

/// <summary>The personal fields of every part, masked as a case is shown.</summary>
public sealed class CasePrivacyTests
{
    [Theory]
    [InlineData("""{"parties":[{"key":"p","name":"张三丰","idNo":"350599199211150237","mobile":"19900001234","address":"惠安县张坂镇一号","share":"五成"}]}""", "张*丰", "350***********0237", "199****1234", "惠安县张坂镇****", "****")]
    [InlineData("""{"pauses":[{"name":"延长审批","applicant":"王五","handler":"李四","reason":"王五不在","basis":"领导王五同意","opinion":"请王五补","result":"王五已补"}]}""", "延长审批", "李*", "王*", "****")]
    [InlineData("""{"materials":[{"name":"申请表","attachment":"张三丰的申请表.pdf"}]}""", "申请表", "****")]
    [InlineData("""{"licences":[{"name":"许可证","identifier":"1.2.156.3005.2.1","number":"闽号第000012345号","holder":"张三丰","holderIdNo":"350599199211150237","issuer":{"name":"某局"}}]}""", "张*丰", "350***********0237", "某局", "许可证")]
    [InlineData("""{"deliveries":[{"trackingNo":"EA123456789CN","recipient":"张三丰","idNo":"350599199211150237","mobile":"19900001234","address":"惠安县张坂镇一号"}]}""", "张*丰", "EA1******89CN", "199****1234", "惠安县张坂镇****")]
    [InlineData("""{"fees":[{"payer":"张三丰","amount":12.5,"name":"登记费"}]}""", "张*丰", "12.5", "登记费")]
    [InlineData("""{"evaluations":[{"evaluator":"张三丰","text":"李四很好","satisfaction":"satisfied"}]}""", "张*丰", "****", "satisfied")]
    [InlineData("""{"children":[{"caseNo":"B1","itemName":"刻章","raw":{"status":"张三丰"}}]}""", "B1", "刻章", "****")]
    public void MaskJson_PartsOfACase_HideEveryone(string json, params string[] shown)
    {
        var masked = Masking.MaskJson(Encoding.UTF8.GetBytes(json), path => SchemaCatalog.CaseV1.Find(path)?.Personal ?? true);

        Assert.All(shown, text => Assert.Contains(text, masked, StringComparison.Ordinal));
        foreach (var clear in new[] { "张三丰", "李四", "王五", "350599199211150237", "19900001234", "一号", "000012345", "EA123456789CN", "五成" })
        {
            Assert.DoesNotContain(clear, masked, StringComparison.Ordinal);
        }
    }
}
