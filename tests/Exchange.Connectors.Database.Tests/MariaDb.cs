using Exchange.Servers;
using MySqlConnector;

namespace Exchange.Connectors.Database.Tests;

/// <summary>A MariaDB of the tests' own in a temporary folder, stopped and removed at the end.</summary>
public sealed class MariaDb : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exchange-db-").FullName;
    private MariaDbServer? _server;

    public string Connection => _server!.Connection();

    public async Task InitializeAsync() => _server = await MariaDbServer.StartAsync(_folder, default);

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    public async Task<int> ExecuteAsync(string sql, string? more = null)
    {
        await using var connection = new MySqlConnection(Connection + ";Pooling=false;AllowUserVariables=true" + more);
        await connection.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<string?> ScalarAsync(string sql)
    {
        await using var connection = new MySqlConnection(Connection + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
