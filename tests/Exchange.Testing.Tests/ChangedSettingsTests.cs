using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Connectors.Tests;
using Exchange.Testing.Settings;

namespace Exchange.Testing.Tests;

public sealed class ChangedSettingsTests
{
    [Theory]
    [InlineData("baseUrl: \"https://hall.example/api\"", "https://127.0.0.1:PORT/api")]
    [InlineData("url: \"amqp://queue.example:5672/zone\"", "amqp://127.0.0.1:PORT/zone")]
    [InlineData("connection: \"Host=db.example;Port=5432;Database=x;Password=p\"", "127.0.0.1;port=PORT")]
    [InlineData("connection: \"Server=db.example,1433;Database=x\"", "server=127.0.0.1,PORT")]
    [InlineData("host: files.example\n  port: 22", "127.0.0.1")]
    [InlineData("host: files.example", "nobody.invalid")]
    [InlineData("servers: \"a.example:9092,b.example:9092\"", "127.0.0.1:PORT")]
    public void Unreachable_SettingsThatNameAPlace_LeadWhereNobodyListens(string setting, string expected)
    {
        var changed = ChangedSettings.Unreachable(Parse(setting));

        var value = ((ConfigScalar)changed!.Settings.Entries[0].Value).Value!.ToLowerInvariant();
        Assert.DoesNotContain("example", value, StringComparison.Ordinal);
        foreach (var part in expected.ToLowerInvariant().Split("port"))
        {
            Assert.Contains(part, value, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("folder: /var/exchange/in")]
    [InlineData("location: local")]
    public void Unreachable_SettingsWithoutAPlace_AreNotChanged(string setting) => Assert.Null(ChangedSettings.Unreachable(Parse(setting)));

    [Fact]
    public void WrongCredentials_ConnectionString_KeepsAllButThePassword()
    {
        const string connection = "Host=db.example;Username=hub;Password=r1ght";
        var changed = ChangedSettings.WrongCredentials(Parse($"connection: \"{connection}\""), [connection])!;

        var value = ((ConfigScalar)changed.Settings.Entries[0].Value).Value!;
        Assert.Contains("db.example", value, StringComparison.Ordinal);
        Assert.Contains("hub", value, StringComparison.Ordinal);
        Assert.DoesNotContain("r1ght", value, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongCredentials_NestedSecret_IsReplaced()
    {
        var changed = ChangedSettings.WrongCredentials(Parse("auth: { type: basic, user: hub, password: r1ght }"), ["r1ght"])!;

        Assert.Equal(Transcript.WrongSecret, ((ConfigScalar)((ConfigMap)changed.Settings.Entries[0].Value).Find("password")!.Value).Value);
        Assert.Null(ChangedSettings.WrongCredentials(Parse("baseUrl: x"), ["r1ght"]));
    }

    private static ConnectorDeclaration Parse(string setting) => Declarations.Parse($"id: x\nsettings:\n  {setting}\nstreams: []\n");
}
