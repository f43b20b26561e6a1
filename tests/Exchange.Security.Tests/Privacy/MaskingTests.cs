using Exchange.Security.Privacy;

namespace Exchange.Security.Tests.Privacy;

public sealed class MaskingTests
{
    [Theory]
    [InlineData("张三", "张*")]
    [InlineData("张小三", "张*三")]
    [InlineData("欧阳三", "欧阳*")]
    [InlineData("欧阳小三", "欧阳*三")]
    [InlineData("欧阳", "欧*")]
    [InlineData("买买提·艾山", "买****山")]
    [InlineData("王", "*")]
    [InlineData("𠮷小三", "𠮷*三")]
    [InlineData("John Smith", "J*** S****")]
    [InlineData(" 张三 ", "张*")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Name_OfAPerson_KeepsTheSurname(string? name, string expected) => Assert.Equal(expected, Masking.Name(name));

    [Fact]
    public void Name_OfAnOrganisation_Stays() =>
        Assert.Equal("泉州示例有限公司", Masking.Name("泉州示例有限公司", organisation: true));

    [Theory]
    [InlineData("35059919900101005X", "350***********005X")]
    [InlineData("350599900101005", "350********1005")]
    [InlineData("E12345678", "*******78")]
    [InlineData("123", "***")]
    [InlineData("", "")]
    public void Document_ANumber_KeepsThreeAndFour(string number, string expected) => Assert.Equal(expected, Masking.Document(number));

    [Theory]
    [InlineData("19900001234", "199****1234")]
    [InlineData("+86 199-0000-1234", "+86 199-****-1234")]
    [InlineData("22123456", "******56")]
    [InlineData("0595-22123456", "***********56")]
    public void Mobile_ANumber_KeepsItsEnds(string number, string expected) => Assert.Equal(expected, Masking.Mobile(number));

    [Theory]
    [InlineData("福建省泉州市惠安县张坂镇玉埕村12号", "福建省泉州市惠安县张坂镇****")]
    [InlineData("泉州台商投资区百崎回族乡里春村", "泉州台商投资区百崎回族乡****")]
    [InlineData("丰泽区东海街道某某小区3栋", "丰泽区东海街道****")]
    [InlineData("惠安县某某路1号", "惠安县****")]
    [InlineData("某某小区3栋", "****")]
    [InlineData("某路1号", "****")]
    [InlineData("张坂镇", "张坂镇")]
    [InlineData("", "")]
    public void Address_AnAddress_EndsAtTheTown(string address, string expected) => Assert.Equal(expected, Masking.Address(address));
}
