using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Tests.Generation;

public sealed class IdNumberTests
{
    [Theory]
    [InlineData("35059919850307012X", true)]
    [InlineData("350599199211150237", true)]
    [InlineData("350599199211150238", false)]
    [InlineData("350599199002300011", false)]
    [InlineData("35059919900101005x", false)]
    public void IsValid_KnownNumber_AsTheStandardSays(string number, bool valid) => Assert.Equal(valid, IdNumber.IsValid(number));

    [Fact]
    public void Spoil_ValidNumber_FailsTheCheckOnly()
    {
        var spoilt = IdNumber.Spoil("350599199211150237");

        Assert.False(IdNumber.IsValid(spoilt));
        Assert.Equal("35059919921115023", spoilt[..17]);
    }
}
