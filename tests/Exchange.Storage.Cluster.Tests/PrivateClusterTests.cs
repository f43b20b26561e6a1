using Npgsql;

namespace Exchange.Storage.Cluster.Tests;

[Trait("Category", "Integration")]
public sealed class PrivateClusterTests : IAsyncLifetime
{
    private readonly TemporaryHome _home = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.DisposeAsync();

    [Fact]
    public async Task StartAsync_NewFolder_ServesUtf8InCollationCAndStopsAtTheEnd()
    {
        await using (var cluster = await StartAsync())
        {
            Assert.True(cluster.StartedHere);
            await cluster.EnsureDatabaseAsync("hub", CancellationToken.None);
            await cluster.EnsureDatabaseAsync("hub", CancellationToken.None);
            Assert.Equal("C UTF8 C", await AskAsync(cluster, "select concat_ws(' ', datcollate, pg_encoding_to_char(encoding), datctype) from pg_database where datname = current_database()"));
            Assert.Equal("on on on on", await AskAsync(cluster, "select concat_ws(' ', current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'), current_setting('data_checksums'))"));
            Assert.Equal("127.0.0.1", await AskAsync(cluster, "show listen_addresses"));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_home.Folder.PasswordFile));
        }

        Assert.Empty(ServerProcesses.On(_home.Folder.Data));
        Assert.Null(await PrivateCluster.TryAttachAsync(_home.Options, CancellationToken.None));
    }

    private Task<PrivateCluster> StartAsync() => PrivateCluster.StartAsync(_home.Options, CancellationToken.None);

    private static async Task<string?> AskAsync(PrivateCluster cluster, string sql)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString("hub") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync())?.ToString();
    }
}
