namespace Exchange.Storage.Cluster.Tests;

[Trait("Category", "Integration")]
public sealed class OwnershipTests : IAsyncLifetime
{
    private readonly TemporaryHome _home = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.DisposeAsync();

    [Fact]
    public async Task StartAsync_OwnerWasKilled_TakesTheRunningServerOverAndStopsIt()
    {
        using (var hub = OtherHub.Launch(_home.Options.Directory))
        {
            Assert.Equal("started", await hub.WordAsync());
            await hub.KillAsync();
        }

        var orphan = _home.ServerPid;
        Assert.True(ServerProcesses.IsServer(orphan, _home.Folder.Data));
        await using (var attached = await PrivateCluster.TryAttachAsync(_home.Options, CancellationToken.None))
            Assert.False(attached!.StartedHere);
        await using (var heir = await PrivateCluster.StartAsync(_home.Options, CancellationToken.None))
        {
            Assert.True(heir.StartedHere);
            Assert.Equal(orphan, _home.ServerPid);
            Assert.Equal("GMT", await heir.AskAsync("show timezone"));
        }

        Assert.Empty(ServerProcesses.On(_home.Folder.Data));
    }

    [Fact]
    public async Task StartAsync_SeveralProcessesAtOnce_OneStartsTheOthersAttach()
    {
        OtherHub[] hubs = [.. Enumerable.Range(0, 3).Select(_ => OtherHub.Launch(_home.Options.Directory))];
        try
        {
            var words = await Task.WhenAll(hubs.Select(h => h.WordAsync()));
            Assert.Equal(["attached", "attached", "started"], words.Order());
            Assert.All(await Task.WhenAll(hubs.Select(h => h.LeaveAsync())), code => Assert.Equal(0, code));
        }
        finally
        {
            foreach (var hub in hubs)
                hub.Dispose();
        }

        Assert.Empty(ServerProcesses.On(_home.Folder.Data));
    }

    [Fact]
    public async Task DisposeAsync_OthersStillAttached_LeavesTheStopToTheLastOfThem()
    {
        using var starter = OtherHub.Launch(_home.Options.Directory);
        Assert.Equal("started", await starter.WordAsync());
        using var verb = OtherHub.Launch(_home.Options.Directory);
        Assert.Equal("attached", await verb.WordAsync());

        Assert.Equal(0, await starter.LeaveAsync());
        Assert.NotEmpty(ServerProcesses.On(_home.Folder.Data));
        Assert.Equal(0, await verb.LeaveAsync());
        Assert.Empty(ServerProcesses.On(_home.Folder.Data));
    }

    [Fact]
    public async Task StartAsync_RootInAFolderOnlyRootCanEnter_KeepsTheDataWhereTheServerCan()
    {
        if (!Environment.IsPrivilegedProcess)
            return; // an ordinary user runs the server itself
        await using var home = new TemporaryHome(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using (var cluster = await PrivateCluster.StartAsync(home.Options, CancellationToken.None))
        {
            await cluster.EnsureDatabaseAsync("hub", CancellationToken.None);
            await cluster.AskAsync("create table kept(id int)");
        }

        Assert.False(home.Folder.Base.StartsWith(home.Options.Directory, StringComparison.Ordinal));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(home.Folder.Base));
        await using var again = await PrivateCluster.StartAsync(home.Options, CancellationToken.None);
        Assert.Equal("0", await again.AskAsync("select count(*) from kept"));
        var place = home.Folder.Base;
        await again.DestroyAsync(CancellationToken.None);
        Assert.False(Directory.Exists(place));
        Assert.False(Directory.Exists(home.Options.Directory));
    }

    [Fact]
    public async Task StartAsync_TemporaryHomeWasRemoved_ItsDataElsewhereGoWithTheNextStart()
    {
        if (!Environment.IsPrivilegedProcess)
            return; // an ordinary user's data stand in the home
        await using var home = new TemporaryHome(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string abandoned;
        await using (await PrivateCluster.StartAsync(home.Options, CancellationToken.None))
            abandoned = home.Folder.Base;
        Directory.Delete(home.Options.Directory, recursive: true);

        await using var again = await PrivateCluster.StartAsync(home.Options, CancellationToken.None);
        Assert.NotEqual(abandoned, home.Folder.Base);
        Assert.True(Directory.Exists(home.Folder.Base));
        Assert.False(Directory.Exists(abandoned));
    }

    [Fact]
    public async Task StartAsync_OrdinaryUser_RunsTheServerAsThatUser()
    {
        if (!Environment.IsPrivilegedProcess)
            return; // every other test shows it
        const string Someone = "65534";
        var programs = Directory.CreateTempSubdirectory("cluster-programs-").FullName;
        try
        {
            File.SetUnixFileMode(programs, (UnixFileMode)0b111_101_101);
            foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.TopDirectoryOnly))
                File.Copy(file, Path.Combine(programs, Path.GetFileName(file)));
            Directory.CreateDirectory(_home.Options.Directory);
            await ServerCommand.RunAsync(ServerAccount.Own, ["chown", "-R", Someone, _home.Options.Directory], "/", CancellationToken.None);

            using var hub = OtherHub.Launch(
                _home.Options.Directory, programs, "setpriv", $"--reuid={Someone}", $"--regid={Someone}", "--clear-groups", "--");
            Assert.Equal("started", await hub.WordAsync());
            Assert.Contains($"Uid:\t{Someone}\t", await File.ReadAllTextAsync($"/proc/{_home.ServerPid}/status"), StringComparison.Ordinal);

            // Root may look at it, and runs it as its owner when it has to start it itself.
            await using (var attached = await PrivateCluster.TryAttachAsync(_home.Options, CancellationToken.None))
                Assert.Equal("1", await attached!.AskAsync("select 1"));
            Assert.Equal(0, await hub.LeaveAsync());
            await using var asRoot = await PrivateCluster.StartAsync(_home.Options, CancellationToken.None);
            Assert.Equal("1", await asRoot.AskAsync("select 1"));
        }
        finally
        {
            Directory.Delete(programs, recursive: true);
        }
    }
}
