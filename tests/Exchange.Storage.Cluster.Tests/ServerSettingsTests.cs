using Exchange.Abstractions.Failures;

namespace Exchange.Storage.Cluster.Tests;

public sealed class ServerSettingsTests
{
    private static readonly ServerBinaries Binaries = new("/nonexistent/bin", 15, null);

    [Theory]
    [InlineData("fsync")]
    [InlineData("FULL_PAGE_WRITES")]
    [InlineData("synchronous_commit")]
    [InlineData("listen_addresses")]
    [InlineData("work_mem = '1'\nfsync")]
    public void Text_ProtectedOrMalformedSetting_IsRefused(string name)
    {
        var failure = Assert.Throws<ExchangeException>(() => Text(new() { [name] = "off" }));
        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.NotNull(failure.Remedy);
    }

    [Fact]
    public void Text_ExtraSetting_IsQuotedAndWins()
    {
        var text = Text(new() { ["shared_buffers"] = "64MB", ["cluster_name"] = @"it's \ here" });
        Assert.Contains("shared_buffers = '64MB'\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("256MB", text, StringComparison.Ordinal);
        Assert.Contains(@"cluster_name = 'it''s \\ here'" + "\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pg_stat_statements", text, StringComparison.Ordinal);
    }

    private static string Text(Dictionary<string, string> extra) =>
        ServerSettings.Text(Binaries, new PrivateClusterOptions("/x") { ExtraSettings = extra }, 5432, "/x/log", lz4: false);
}
