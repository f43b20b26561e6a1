using Npgsql;

namespace Exchange.Sandbox;

/// <summary>The two databases of the sandbox: the bureau's front-end tables, and everything else.</summary>
internal sealed class SandboxDatabases : IAsyncDisposable
{
    private SandboxDatabases(string livelihoodConnection, NpgsqlDataSource livelihood, NpgsqlDataSource truth)
    {
        LivelihoodConnection = livelihoodConnection;
        Livelihood = livelihood;
        Truth = truth;
    }

    public string LivelihoodConnection { get; }

    public NpgsqlDataSource Livelihood { get; }

    public NpgsqlDataSource Truth { get; }

    public static async Task<SandboxDatabases> OpenAsync(string server, string prefix, CancellationToken cancellationToken)
    {
        var livelihood = await CreateAsync(server, prefix + "_livelihood", cancellationToken);
        var truth = await CreateAsync(server, prefix + "_truth", cancellationToken);
        return new SandboxDatabases(livelihood, NpgsqlDataSource.Create(livelihood), NpgsqlDataSource.Create(truth));
    }

    public async ValueTask DisposeAsync()
    {
        await Livelihood.DisposeAsync();
        await Truth.DisposeAsync();
    }

    /// <summary>Makes a database where it is missing; returns how to connect to it.</summary>
    public static async Task<string> CreateAsync(string serverConnection, string name, CancellationToken cancellationToken)
    {
        var server = new NpgsqlConnectionStringBuilder(serverConnection);
        server.Database ??= "postgres";
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false });
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var look = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = name } } };
        if (await look.ExecuteScalarAsync(cancellationToken) is null)
        {
            await using var create = new NpgsqlCommand($"create database \"{name}\" template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;
    }
}
