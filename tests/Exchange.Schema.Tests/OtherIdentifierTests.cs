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
    [InlineData("19900000001", IdentifierFault.None)]
    [InlineData("12900000001", IdentifierFault.Character)]
    [InlineData("1990000000a", IdentifierFault.Character)]
    [InlineData("+8619900000001", IdentifierFault.Length)]
    public void MobileNumber_Check_TellsWhat(string value, IdentifierFault fault) => Assert.Equal(fault, MobileNumber.Check(value));
}
