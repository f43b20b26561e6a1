using Exchange.Storage.Cluster;
using Exchange.Storage.Databases;
using Exchange.Storage.Migrations;

namespace Exchange.Storage.Tests.Hubs;

/// <summary>One PostgreSQL for all tests of the assembly, with a migrated database to copy from.</summary>
public sealed class TestCluster : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-storage-").FullName;
    private PrivateCluster _cluster = null!;
    private int _databases;

    public async Task InitializeAsync()
    {
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        _cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions(Path.Combine(_folder, "postgres")), CancellationToken.None);
        await using var database = await EmptyAsync("hub_template");
        await new Migrator(database).MigrateAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _cluster.DestroyAsync(CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A migrated database of its own.</summary>
    public async Task<HubDatabase> NewAsync()
    {
        var name = $"hub_{Interlocked.Increment(ref _databases)}";
        await using var admin = new HubDatabase(_cluster.ConnectionString("postgres") + ";Pooling=false", "tests");
        await using var command = admin.Source.CreateCommand($"create database {name} template hub_template");
        await command.ExecuteNonQueryAsync();
        return new HubDatabase(_cluster.ConnectionString(name), "tests");
    }

    /// <summary>A database without tables.</summary>
    public async Task<HubDatabase> EmptyAsync(string? name = null)
    {
        name ??= $"empty_{Interlocked.Increment(ref _databases)}";
        await _cluster.EnsureDatabaseAsync(name, CancellationToken.None);
        return new HubDatabase(_cluster.ConnectionString(name), "tests");
    }
}
