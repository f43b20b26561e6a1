using Exchange.Storage.Cluster;

namespace Exchange.Sandbox.Tests.Servers;

/// <summary>One PostgreSQL for all tests; every sandbox gets databases of its own.</summary>
public sealed class SandboxServers : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exchange-sandbox-").FullName;
    private PrivateCluster? _cluster;
    private int _count;

    public string Connection => _cluster!.ConnectionString("postgres");

    public async Task InitializeAsync()
        => _cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions(Path.Combine(_folder, "postgres")), CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _cluster!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Options of a sandbox with a home and databases of its own.</summary>
    internal SandboxOptions Options(int cases = 200)
    {
        var name = $"t{Interlocked.Increment(ref _count)}";
        return new SandboxOptions
        {
            Home = Path.Combine(_folder, name),
            DatabasePrefix = name,
            Cases = cases,
            Seed = 42,
        };
    }

    internal Task<SandboxServer> StartAsync(SandboxOptions options) => SandboxServer.StartAsync(options, Connection, CancellationToken.None);
}
