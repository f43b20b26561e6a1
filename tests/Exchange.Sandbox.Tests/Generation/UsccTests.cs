using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Tests.Generation;

public sealed class UsccTests
{
    [Theory]
    [InlineData("91350500XX00000198", true)]
    [InlineData("91350521XX0000027G", true)]
    [InlineData("11100000000013338W", true)]
    [InlineData("91350500XX00000199", false)]
    [InlineData("91350500XO00000198", false)]
    public void IsValid_KnownCode_AsTheStandardSays(string code, bool valid) => Assert.Equal(valid, Uscc.IsValid(code));

    [Fact]
    public void Create_ManyNumbers_AllValidAndOfTheRegion()
    {
        var codes = Enumerable.Range(0, 5000).Select(n => Uscc.Create("91", n)).ToList();

        Assert.All(codes, c => Assert.True(Uscc.IsValid(c), c));
        Assert.All(codes, c => Assert.StartsWith("91350521XX", c, StringComparison.Ordinal));
        Assert.Equal(codes.Count, codes.Distinct().Count());
    }
}
