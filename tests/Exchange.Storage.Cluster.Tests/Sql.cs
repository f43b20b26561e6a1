using Npgsql;

namespace Exchange.Storage.Cluster.Tests;

internal static class Sql
{
    public static async Task<string?> AskAsync(this PrivateCluster cluster, string sql)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString("hub") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync())?.ToString();
    }
}
