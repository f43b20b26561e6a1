using Exchange.Storage.Cluster;

namespace Exchange.Acceptance.Tests.Harness;

/// <summary>One PostgreSQL for the sandboxes of all scenarios, and for the hubs of those that are not about the private server.</summary>
public sealed class Servers : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exchange-acceptance-").FullName;
    private PrivateCluster? _cluster;
    private int _count;

    public async Task InitializeAsync()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        }

        _cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions(Path.Combine(_folder, "postgres")), CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _cluster!.DestroyAsync(CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A fresh database for a hub.</summary>
    internal async Task<string> DatabaseAsync()
    {
        var name = $"hub{Interlocked.Increment(ref _count)}";
        await _cluster!.EnsureDatabaseAsync(name, CancellationToken.None);
        return _cluster.ConnectionString(name) + ";Pooling=false";
    }

    /// <summary>A fresh sandbox.</summary>
    internal Task<SandboxHandle> SandboxAsync(int cases, params string[] more)
    {
        var name = $"sandbox{Interlocked.Increment(ref _count)}";
        return SandboxHandle.StartAsync(Path.Combine(_folder, name), cases, ["--db", _cluster!.ConnectionString("postgres"), "--database-prefix", name, .. more]);
    }
}
