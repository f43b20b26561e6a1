using Exchange.Abstractions.Security;
using Exchange.Security.Matching;

namespace Exchange.Security.Tests.Matching;

public sealed class MatchTokensTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("35059919900101005X")]
    [InlineData("35059919900101005x")]
    [InlineData(" 350599 19900101 005X ")]
    [InlineData("３５０５９９１９９００１０１００５Ｘ")]
    [InlineData("350599900101005")]
    [InlineData("350599-900101-005")]
    public void Document_TypedInAnyForm_GivesTheSameToken(string typed)
    {
        var tokens = new MatchTokens(_folder.Services().Digester);
        var expected = tokens.Document("35059919900101005X")!;

        var token = tokens.Document(typed)!;

        Assert.Equal(DigestPurpose.Document, token.Kind);
        Assert.Equal(expected.Value, token.Value);
        Assert.NotEqual(expected.Value, tokens.Document("350599199001010060")!.Value);
    }

    [Theory]
    [InlineData("350599800229001", "35059919800229001X")]
    [InlineData("350599850307012", "35059919850307012X")]
    [InlineData("350599921115023", "350599199211150237")]
    [InlineData("350599681818135", "350599681818135")]
    [InlineData("91350500XX00000198", "91350500XX00000198")]
    [InlineData("h１２３４５６７８（01）", "H1234567801")]
    [InlineData("无", "")]
    [InlineData("/", "")]
    [InlineData(null, "")]
    public void Document_Normalised_IsAsExpected(string? typed, string expected) => Assert.Equal(expected, MatchText.Document(typed));

    [Theory]
    [InlineData("19900001234", "19900001234")]
    [InlineData("+86 199 0000 1234", "19900001234")]
    [InlineData("0086-19900001234", "19900001234")]
    [InlineData("8619900001234", "19900001234")]
    [InlineData("019900001234", "19900001234")]
    [InlineData("１９９００００１２３４", "19900001234")]
    [InlineData("0595-22123456", "059522123456")]
    [InlineData("110", "")]
    [InlineData("无", "")]
    [InlineData("12345678901234567890", "")]
    public void Phone_Normalised_IsAsExpected(string typed, string expected) => Assert.Equal(expected, MatchText.Phone(typed));

    [Fact]
    public void Phones_SeveralInAField_GivesEach()
    {
        var tokens = new MatchTokens(_folder.Services().Digester);

        var several = tokens.Phones("19900001234、199 0000 5678/19900001234");

        Assert.Equal([tokens.Phone("19900001234")!.Value, tokens.Phone("19900005678")!.Value], several.Select(t => t.Value));
    }

    [Theory]
    [InlineData("买买提．艾山")]
    [InlineData("买买提•艾山")]
    [InlineData("买买提・艾山")]
    [InlineData(" 买买提 · 艾山　")]
    public void Name_WithAnyDot_GivesTheSameToken(string typed)
    {
        var tokens = new MatchTokens(_folder.Services().Digester);

        Assert.Equal(tokens.Name("买买提·艾山")!.Value, tokens.Name(typed)!.Value);
        Assert.Equal("SMITHJOHN", MatchText.Name("Ｓｍｉｔｈ John"));
        Assert.Null(tokens.Name(" 　"));
    }
}
