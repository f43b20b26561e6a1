using Exchange.Schema.Identifiers;

namespace Exchange.Schema.Tests;

public sealed class OtherIdentifierTests
{
    [Theory]
    [InlineData("XX0000019", IdentifierFault.None)]
    [InlineData("XX000001-9", IdentifierFault.None)]
    [InlineData("XX0000018", IdentifierFault.CheckDigit)]
    [InlineData("XX00001", IdentifierFault.Length)]
    [InlineData("xx0000019", IdentifierFault.Character)]
    public void OrganisationCode_Check_TellsWhat(string value, IdentifierFault fault) => Assert.Equal(fault, OrganisationCode.Check(value));

    [Theory]
    [InlineData("0117051000", IdentifierFault.None)]
    [InlineData("000117051000", IdentifierFault.None)]
    [InlineData("350521103XK01003", IdentifierFault.None)]
    [InlineData("11440232MB2D06811W4000117051000", IdentifierFault.None)]
    [InlineData("11440232MB2D06811W400011705100001", IdentifierFault.None)]
    [InlineData("11440232MB2D06811X4000117051000", IdentifierFault.CheckDigit)]
    [InlineData("350521103XKA1003", IdentifierFault.Character)]
    [InlineData("350521", IdentifierFault.Length)]
    [InlineData("00011705100-", IdentifierFault.Character)]
    public void ItemCode_Check_TellsWhat(string value, IdentifierFault fault) => Assert.Equal(fault, ItemCode.Check(value));

    [Theory]
    [InlineData("11350500XX000006XK4000117051000")]
    [InlineData("0117051000")]
    [InlineData("350128103XK01003")]
    public void ItemCode_EveryForm_IsKnown(string value) => Assert.Equal(IdentifierFault.None, ItemCode.Check(value));

    // The published example of the rule.
    [Theory]
    [InlineData("A12425GABC1234002", 'M')]
    [InlineData("a1", null)]
    [InlineData("1.2", null)]
    public void CheckCharacter_OfAText_IsThatOfTheRule(string text, char? check) => Assert.Equal(check, CheckCharacter.Of(text));

    [Fact]
    public void CheckCharacter_EveryChangedCharacter_IsFound()
    {
        const string Text = "11350500XX000006XK01111350500XX000006XK000000001001";
        const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        var check = CheckCharacter.Of(Text);
        for (var i = 0; i < Text.Length; i++)
        {
            Assert.All(Alphabet.Where(c => c != Text[i]), c => Assert.NotEqual(check, CheckCharacter.Of($"{Text[..i]}{c}{Text[(i + 1)..]}")));
        }
    }

    [Fact]
    public void LicenceIdentifier_WithItsCheckCharacter_FindsNothing()
    {
        var check = CheckCharacter.Of("11350500XX000006XK01111350500XX000006XK000000001001");

        Assert.Equal(IdentifierFault.None, LicenceIdentifier.Check($"1.2.156.3005.2.11350500XX000006XK011.11350500XX000006XK.000000001.001.{check}"));
        Assert.Equal(IdentifierFault.DoubtfulCheck, LicenceIdentifier.Check($"1.2.156.3005.2.11350500XX000006XK011.11350500XX000006XK.000000002.001.{check}"));
    }

    [Theory]
    [InlineData("1.2.156.3005.3.11350500XX000006XK011.11350500XX000006XK.000000001.001.0", IdentifierFault.Character)]
    [InlineData("1.2.156.3005.2.11350500XX000006XK011.11350500XX000006XK.000000001.001", IdentifierFault.Length)]
    [InlineData("1.2.156.3005.2.11350500XX000006XK011.11350500XX000006XK.000000001.001.0.0", IdentifierFault.Length)]
    [InlineData("1.2.156.3005.2.11350500XX000006XK.11350500XX000006XK.000000001.001.0", IdentifierFault.Length)]
    [InlineData("1.2.156.3005.2.11350500XO000006XK011.11350500XX000006XK.000000001.001.0", IdentifierFault.Character)]
    [InlineData("1.2.156.3005.2.11350500XX000006XK011.11350500XX000006XK..001.0", IdentifierFault.Length)]
    [InlineData("1.2.156.3005.2.11350500XX000006XK011.11350500XX000006XK.00-1.001.0", IdentifierFault.Character)]
    [InlineData("1.2.156.3005.2.11350500XX000006XK011.11350500XX000006XK.0001.00A.0", IdentifierFault.Character)]
    [InlineData("1.2.156.3005.2.11350500XX000006XK011.11350500XX000006XK.0001.001.x", IdentifierFault.Character)]
    [InlineData("", IdentifierFault.Character)]
    public void LicenceIdentifier_Check_TellsWhat(string value, IdentifierFault fault) => Assert.Equal(fault, LicenceIdentifier.Check(value));

    [Theory]
    [InlineData("19900000001", IdentifierFault.None)]
    [InlineData("12900000001", IdentifierFault.Character)]
    [InlineData("1990000000a", IdentifierFault.Character)]
    [InlineData("+8619900000001", IdentifierFault.Length)]
    public void MobileNumber_Check_TellsWhat(string value, IdentifierFault fault) => Assert.Equal(fault, MobileNumber.Check(value));
}
