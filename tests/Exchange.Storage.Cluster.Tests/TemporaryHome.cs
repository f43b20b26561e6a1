using System.Diagnostics;

namespace Exchange.Storage.Cluster.Tests;

/// <summary>A folder of its own for one cluster, removed at the end with whatever still runs in it.</summary>
internal sealed class TemporaryHome : IAsyncDisposable
{
    private readonly string _root;

    public TemporaryHome(UnixFileMode? mode = null, string name = "exchange hub")
    {
        _root = Directory.CreateTempSubdirectory("cluster-").FullName;
        File.SetUnixFileMode(_root, mode ?? (UnixFileMode)0b111_101_101);
        Options = new PrivateClusterOptions(Path.Combine(_root, name, "postgres"));
    }

    public PrivateClusterOptions Options { get; }

    public ClusterFolder Folder => new(Options.Directory);

    public int ServerPid => PostmasterFile.Read(Folder)?.Pid ?? 0;

    public async ValueTask DisposeAsync()
    {
        var server = Folder.Base;
        foreach (var pid in ServerProcesses.On(Folder.Data))
            await KillAsync(pid);
        await ServerProcesses.ClearLeftoversAsync(Folder.Data, TimeSpan.Zero, CancellationToken.None);
        if (Directory.Exists(server))
            Directory.Delete(server, recursive: true);
        Directory.Delete(_root, recursive: true);
    }

    public static async Task KillAsync(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
            while (ProcessIdentity.Of(pid) is not null)
                await Task.Delay(10);
        }
        catch (ArgumentException)
        {
            // It ended by itself.
        }
    }
}
