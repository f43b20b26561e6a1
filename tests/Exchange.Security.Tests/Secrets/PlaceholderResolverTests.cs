using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Security;
using Exchange.Security.Secrets;

namespace Exchange.Security.Tests.Secrets;

public sealed class PlaceholderResolverTests
{
    private static readonly SourceLocation Here = new("connector.yaml", 7, 12);

    private readonly ProblemList _problems = new();

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("${setting:hall.url}", "http://hall/")]
    [InlineData("${setting:hall.url}api?k=${secret:hall}", "http://hall/api?k=s3")]
    [InlineData("${setting:none|10}", "10")]
    [InlineData("${setting:none|}", "")]
    [InlineData("${setting:hall.url|10}", "http://hall/")]
    [InlineData("${setting:none|a:b|c}", "a:b|c")]
    [InlineData("$${setting:hall.url}", "${setting:hall.url}")]
    [InlineData("a $ b {cursor}", "a $ b {cursor}")]
    [InlineData("${setting:braces}", "${secret:hall}")]
    public void Resolve_AText_GivesItsValue(string text, string expected)
    {
        Assert.Equal(expected, CreateSut().Resolve(text, Here, _problems));
        Assert.Empty(_problems.Items);
    }

    [Fact]
    public void Resolve_AnEnvironmentVariable_GivesItsValue()
    {
        Environment.SetEnvironmentVariable("EXCHANGE_TEST_PLACEHOLDER", "seen");

        Assert.Equal("seen", CreateSut().Resolve("${env:EXCHANGE_TEST_PLACEHOLDER}", Here, _problems));
    }

    [Fact]
    public void Resolve_ATreeWithMissingOnes_ReportsAllWithPlaceAndRemedy()
    {
        var map = Map(
            ("url", Text(2, "${setting:no.url}")),
            ("auth", Map(("secret", Text(4, "${secret:no-secret} ${env:EXCHANGE_TEST_NONE}")))),
            ("list", new ConfigList(new("c.yaml", 5, 1), [Text(6, "${setting:hall.url}"), Text(7, "${vault:x}"), Text(8, "${setting:open")])));

        var resolved = CreateSut().Resolve(map, _problems);

        Assert.Equal([2, 4, 4, 7, 8], _problems.Items.Select(p => p.Location.Line));
        Assert.Contains("exchange settings set no.url", _problems.Items[0].Remedy, StringComparison.Ordinal);
        Assert.Contains("exchange secret set no-secret", _problems.Items[1].Remedy, StringComparison.Ordinal);
        Assert.Contains("EXCHANGE_TEST_NONE", _problems.Items[2].Remedy, StringComparison.Ordinal);
        var list = Assert.IsType<ConfigList>(resolved.Find("list")!.Value);
        Assert.Equal("http://hall/", Assert.IsType<ConfigScalar>(list.Items[0]).Value);
    }

    private static ConfigMap Map(params (string Key, ConfigNode Value)[] entries) =>
        new(Here, [.. entries.Select(e => new ConfigEntry(e.Key, Here, e.Value))]);

    private static ConfigScalar Text(int line, string value) => new(new("c.yaml", line, 3), value, quoted: true);

    private static PlaceholderResolver CreateSut() => new(new FixedSource());

    private sealed class FixedSource : ISecretSource
    {
        public string? Secret(string name) => name == "hall" ? "s3" : null;

        public string? Setting(string name) => name switch { "hall.url" => "http://hall/", "braces" => "${secret:hall}", _ => null };
    }
}
