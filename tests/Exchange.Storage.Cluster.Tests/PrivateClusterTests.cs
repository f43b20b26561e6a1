using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Exchange.Abstractions.Failures;
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
            Assert.Equal("C UTF8 C", await cluster.AskAsync("select concat_ws(' ', datcollate, pg_encoding_to_char(encoding), datctype) from pg_database where datname = current_database()"));
            Assert.Equal("on on on on", await cluster.AskAsync("select concat_ws(' ', current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'), current_setting('data_checksums'))"));
            Assert.Equal("127.0.0.1||256MB", await cluster.AskAsync("select concat_ws('|', current_setting('listen_addresses'), current_setting('unix_socket_directories'), current_setting('shared_buffers'))"));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_home.Folder.PasswordFile));
            Assert.Equal(_home.ServerPid, SessionOf(_home.ServerPid)); // a terminal's Ctrl-C passes it by
        }

        Assert.Empty(ServerProcesses.On(_home.Folder.Data));
        Assert.Null(await PrivateCluster.TryAttachAsync(_home.Options, CancellationToken.None));
    }

    [Fact]
    public async Task StartAsync_AlreadyRunning_AttachesAndDoesNotStopIt()
    {
        await using var first = await StartAsync();
        await using (var second = await StartAsync())
        {
            Assert.False(second.StartedHere);
            Assert.Equal(first.Port, second.Port);
        }

        await using (var third = await PrivateCluster.TryAttachAsync(_home.Options, CancellationToken.None))
            Assert.Equal("1", await third!.AskAsync("select 1"));
        Assert.Equal("1", await first.AskAsync("select 1"));
    }

    [Fact]
    public async Task StartAsync_ServerKilledWithALiveBackend_RecoversWhatWasCommitted()
    {
        await using (var cluster = await StartAsync())
        {
            await cluster.AskAsync("create table kept(id int)");
            await cluster.AskAsync("insert into kept values (7)");
            var sleeping = cluster.AskAsync("select pg_sleep(600)");
            while (await cluster.AskAsync("select count(*) from pg_stat_activity where query like 'select pg_sleep%'") == "0")
                await Task.Delay(20);
            await TemporaryHome.KillAsync(_home.ServerPid);

            Assert.True(await cluster.EnsureRunningAsync(CancellationToken.None));
            Assert.False(await cluster.EnsureRunningAsync(CancellationToken.None));
            Assert.Equal("7", await cluster.AskAsync("select id from kept"));
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => sleeping);
            await TemporaryHome.KillAsync(_home.ServerPid);
        }

        await using var again = await StartAsync();
        Assert.True(again.StartedHere);
        Assert.Equal("7", await again.AskAsync("select id from kept"));
    }

    [Fact]
    public async Task StartAsync_StalePidFileNamesAnotherProgram_StartsAndLeavesThatProgramAlone()
    {
        await using (await StartAsync())
        {
        }

        // Even one that is called postgres, and runs as whoever runs the server.
        var impostor = Path.Combine(_home.Options.Directory, "postgres");
        File.Copy("/bin/sleep", impostor);
        using var other = Process.Start(new ProcessStartInfo(impostor, "600") { WorkingDirectory = "/" })!;
        try
        {
            await File.WriteAllTextAsync(PostmasterFile.PathIn(_home.Folder), $"{other.Id}\n{_home.Folder.Data}\n1\n5432\n\n127.0.0.1\n1 1\nready   \n");
            Assert.Null(await PrivateCluster.TryAttachAsync(_home.Options, CancellationToken.None));
            await using var cluster = await StartAsync();
            Assert.True(cluster.StartedHere);
            Assert.False(other.HasExited);
        }
        finally
        {
            other.Kill();
        }
    }

    [Fact]
    public async Task StartAsync_RememberedPortTaken_ChoosesAnother()
    {
        int port;
        await using (var cluster = await StartAsync())
            port = cluster.Port;
        using var squatter = new TcpListener(IPAddress.Loopback, port);
        squatter.Start();
        await using var again = await StartAsync();
        Assert.NotEqual(port, again.Port);
        Assert.Equal(again.Port, _home.Folder.RememberedPort);
    }

    [Fact]
    public async Task StartAsync_PortTakenAtEachStart_TriesOthersThenSaysSo()
    {
        await using (await StartAsync())
        {
        }

        // The server's own file has the last word, as if another program were quicker each time.
        using var squatter = new TcpListener(IPAddress.Loopback, 0);
        squatter.Start();
        var port = ((IPEndPoint)squatter.LocalEndpoint).Port;
        await File.AppendAllTextAsync(Path.Combine(_home.Folder.Data, "postgresql.auto.conf"), $"port = {port}\n");
        var failure = await Assert.ThrowsAsync<ExchangeException>(StartAsync);
        Assert.Contains("port", failure.Remedy, StringComparison.Ordinal);
        var logs = string.Concat(Directory.EnumerateFiles(_home.Folder.Logs).Select(File.ReadAllText));
        Assert.Equal(6, logs.Split("Address already in use").Length - 1);
        Assert.Empty(ServerProcesses.On(_home.Folder.Data));
    }

    [Fact]
    public async Task Log_FailingStatements_HoldsNoneOfTheirValues()
    {
        await using var cluster = await StartAsync();
        await cluster.AskAsync("create table person(idno text primary key, age int)");
        await cluster.AskAsync("insert into person values ('350599199001010011', 3)");
        await Assert.ThrowsAsync<PostgresException>(() => cluster.AskAsync("insert into person values ('350599199001010011', 4)"));
        await Assert.ThrowsAsync<PostgresException>(() => cluster.AskAsync("select '350599199001010011 x'::int"));
        await Assert.ThrowsAsync<PostgresException>(() => cluster.AskAsync("do $$ begin raise warning '350599199001010011'; raise exception '350599199001010011'; end $$"));
        foreach (var log in Directory.EnumerateFiles(_home.Folder.Logs))
            Assert.DoesNotContain("350599", await File.ReadAllTextAsync(log), StringComparison.Ordinal);
    }

    private async Task<PrivateCluster> StartAsync()
    {
        var cluster = await PrivateCluster.StartAsync(_home.Options, CancellationToken.None);
        await cluster.EnsureDatabaseAsync("hub", CancellationToken.None);
        return cluster;
    }

    private static int SessionOf(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3], System.Globalization.CultureInfo.InvariantCulture);
    }
}
