using System.Diagnostics;
using Exchange.Security.Privacy;

namespace Exchange.Security.Tests.Privacy;

public sealed class PersonalTextTests
{
    [Theory]
    [InlineData("证件号码35059919900101005X重复", "证件号码350***********005X重复")]
    [InlineData("35059919900101005x", "350***********005x")]
    [InlineData("３５０５９９１９９００１０１００５Ｘ", "３５０***********００５Ｘ")]
    [InlineData("350599 19900101 005X", "350*** ******** 005X")]
    [InlineData("350599-1990-0101-005 X", "350***-****-****-005 X")]
    [InlineData("350599199211150238", "350***********0238")]
    [InlineData("350599900101005", "350********1005")]
    [InlineData("手机19900001234，", "手机199****1234，")]
    [InlineData("+8619900001234", "+86199****1234")]
    [InlineData("008619900001234", "0086199****1234")]
    [InlineData("+86 199 0000 1234", "+86 199 **** 1234")]
    [InlineData("199-0000-1234", "199-****-1234")]
    [InlineData("１９９００００１２３４", "１９９****１２３４")]
    [InlineData("1\u200B9900001234", "1\u200B99****1234")]
    [InlineData("19900001234、19900005678", "199****1234、199****5678")]
    [InlineData("19900001234 35059919900101005X", "199****1234 350***********005X")]
    [InlineData("19900001234/19900005678", "199****1234/199****5678")]
    [InlineData("卡号6222020000000000018", "卡号***************0018")]
    [InlineData("6222020000000000018 x", "***************0018 x")]
    [InlineData("19900005678 19900001234x", "199****5678 199****1234x")]
    [InlineData("4111 1111 1111 1111", "**** **** **** 1111")]
    [InlineData("00035059919900101005X999", "000350***********005X999")]
    [InlineData("Key (id)=(350599199001010050) already exists.", "Key (id)=(350***********0050) already exists.")]
    public void Guard_PersonalNumber_IsMasked(string text, string expected) => Assert.Equal(expected, Masking.Guard(text));

    [Theory]
    [InlineData("2026-03-02 09:00:00.123")]
    [InlineData("QZ260302000123")]
    [InlineData("10.0.138.10:5432")]
    [InlineData("192.168.10.100")]
    [InlineData("91350500XX00000198")]
    [InlineData("350521103XK01003")]
    [InlineData("1767225600000")]
    [InlineData("系统繁忙，请稍后重试")]
    [InlineData("")]
    public void Guard_OtherText_StaysAsItIs(string text) => Assert.Equal(text, Masking.Guard(text));

    [Theory]
    [InlineData('1')]
    [InlineData('9')]
    [InlineData('X')]
    public void Guard_LongAdversarialText_TakesLinearTime(char filler)
    {
        string[] texts =
        [
            new string(filler, 200_000),
            string.Concat(Enumerable.Repeat($"{filler} ", 100_000)),
            string.Concat(Enumerable.Repeat("1 9 9-", 40_000)),
            string.Concat(Enumerable.Repeat("35059919900101005X", 10_000)),
        ];

        var started = Stopwatch.GetTimestamp();
        foreach (var text in texts)
        {
            Assert.Equal(text.Length, Masking.Guard(text).Length);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData("QZ260302000123", true)]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e", true)]
    [InlineData("A1|7", true)]
    [InlineData("", true)]
    [InlineData("35059919900101005X", false)]
    [InlineData("A-19900001234", false)]
    [InlineData("6222020000000000018", false)]
    [InlineData("张三", false)]
    [InlineData("１２３", false)]
    [InlineData("a\nb", false)]
    public void IsHarmless_ASourceKey_OnlyWithoutAnythingPersonal(string text, bool expected) =>
        Assert.Equal(expected, Masking.IsHarmless(text));
}
