using Exchange.Abstractions.Decoding;
using Exchange.Abstractions.Failures;

namespace Exchange.Abstractions.Tests.Decoding;

public sealed class CharacterSetTests
{
    [Theory]
    [InlineData("c2e5d1f4d5f2", "洛阳镇")]
    [InlineData("d5c5dbe0d5f2", "张坂镇")]
    [InlineData("a996", "〇")]
    [InlineData("a1a4", "·")]
    [InlineData("fe9f", "䶮")]
    [InlineData("8230b731", "㛃")]
    [InlineData("9933a838", "𬭊")]
    [InlineData("9634a937", "𣲗")]
    public void Decode_Gb18030_GivesTheCharacter(string hex, string expected)
    {
        Assert.Equal(expected, CharacterSet.Find("gb18030")!.Decode(Convert.FromHexString(hex), "a test"));
    }

    [Fact]
    public void Decode_Gb18030WithBytesOfNoCharacter_FailsNamingThePlaceOfTheByte()
    {
        var failure = Assert.Throws<ExchangeException>(() => CharacterSet.Find("gbk")!.Decode([0x41, 0xFF, 0x41], "town GET /cases"));

        Assert.Equal(FailureKind.Data, failure.Kind);
        Assert.Contains("town GET /cases: byte 2 is no character of gbk", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_GbkReadAsUtf8_FailsInsteadOfReplacing()
    {
        Assert.Throws<ExchangeException>(() => CharacterSet.Utf8.Decode(Convert.FromHexString("c2e5d1f4d5f2"), "a test"));
    }

    [Theory]
    [InlineData("efbbbfe6b49b")]
    [InlineData("fffe1b6d")]
    [InlineData("feff6d1b")]
    public void Decode_ByteOrderMark_WinsOverTheDeclaredSet(string hex)
    {
        Assert.Equal("洛", CharacterSet.Find("gb18030")!.Decode(Convert.FromHexString(hex), "a test"));
    }

    [Fact]
    public void Find_UnknownName_IsNull() => Assert.Null(CharacterSet.Find("klingon"));
}
