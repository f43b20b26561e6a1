using Exchange.Schema.Identifiers;

namespace Exchange.Schema.Tests;

public sealed class IdNumberTests
{
    [Theory]
    [InlineData("35059919800229001X")]
    [InlineData("35059919850307012X")]
    [InlineData("350599199211150237")]
    [InlineData("35059920000131004X")]
    [InlineData("350599196808181358")]
    [InlineData("35059920050601086X")]
    [InlineData("35059919900101005X")]
    [InlineData("350599921115023")]
    public void Check_ValidNumber_FindsNothing(string value) => Assert.Equal(IdentifierFault.None, IdNumber.Check(value));

    [Theory]
    [InlineData("350599199211150238", IdentifierFault.CheckDigit)]
    [InlineData("350599199002300011", IdentifierFault.Date)]
    [InlineData("35059919900101005x", IdentifierFault.Character)]
    [InlineData("3505991992111502", IdentifierFault.Length)]
    [InlineData("3505991992111502-7", IdentifierFault.Character)]
    [InlineData("３50599199211150237", IdentifierFault.Character)]
    [InlineData("350599921315023", IdentifierFault.Date)]
    [InlineData("", IdentifierFault.Length)]
    public void Check_WrongNumber_TellsWhat(string value, IdentifierFault fault) => Assert.Equal(fault, IdNumber.Check(value));

    [Fact]
    public void Check_UnknownProvince_IsOnlyAWarning()
    {
        // The check digit of 99 0599 …, computed by the rule itself through the old form.
        var number = IdNumber.ToEighteen("990599921115023");

        Assert.NotNull(number);
        Assert.Equal(IdentifierFault.UnknownRegion, IdNumber.Check(number));
    }

    [Theory]
    [InlineData("810000921115023")]
    [InlineData("820000921115023")]
    [InlineData("830000921115023")]
    public void Check_ResidenceOfHongKongMacaoOrTaiwan_IsKnown(string old)
    {
        var number = IdNumber.ToEighteen(old);

        Assert.Equal(IdentifierFault.None, IdNumber.Check(number));
    }

    [Theory]
    [InlineData("350599921115023", "350599199211150237")]
    [InlineData("350599199211150237", "350599199211150237")]
    [InlineData("350599921315023", null)]
    [InlineData("abc", null)]
    public void ToEighteen_AnyNumber_BecomesTheLongForm(string value, string? expected) => Assert.Equal(expected, IdNumber.ToEighteen(value));
}
