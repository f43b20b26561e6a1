using Exchange.Schema.Identifiers;

namespace Exchange.Schema.Tests;

public sealed class UsccTests
{
    [Theory]
    [InlineData("91350500XX00000198")]
    [InlineData("91350521XX0000027G")]
    [InlineData("92350521XX00000358")]
    [InlineData("93350521XX00000430")]
    [InlineData("12350500XX0000051Q")]
    [InlineData("11350500XX000006XK")]
    [InlineData("52350521XX0000078R")]
    [InlineData("91350200XX0000086N")]
    [InlineData("11100000000013338W")]
    [InlineData("11370900004341048Y")]
    public void Check_ValidCode_FindsNothing(string value)
    {
        Assert.Equal(IdentifierFault.None, Uscc.Check(value));
        Assert.Equal(IdentifierFault.None, OrganisationCode.Check(value.AsSpan(8, 9)));
    }

    [Theory]
    [InlineData("91350500XX00000199", IdentifierFault.CheckDigit)]
    [InlineData("91350500XO00000198", IdentifierFault.Character)]
    [InlineData("91350500xx00000198", IdentifierFault.Character)]
    [InlineData("9135050", IdentifierFault.Length)]
    public void Check_WrongCode_TellsWhat(string value, IdentifierFault fault) => Assert.Equal(fault, Uscc.Check(value));
}
