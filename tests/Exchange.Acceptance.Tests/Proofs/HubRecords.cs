using Npgsql;

namespace Exchange.Acceptance.Tests.Proofs;

/// <summary>What the hub recorded, read from its database.</summary>
/// <param name="connection">How to reach it.</param>
internal sealed class HubRecords(string connection)
{
    // From the first version on that the platform takes a case in, it takes every one.
    private const string Versions = """
        select v.case_id::text, array_agg(v.version::bigint order by v.version)
        from hub.case_version v
        where exists (
            select 1 from hub.case_version w
            where w.case_id = v.case_id and w.version <= v.version and w.operation = 0
                and w.status in ('accepted', 'in-process', 'suspended', 'decided', 'done', 'not-accepted', 'withdrawn', 'void'))
        group by v.case_id
        """;

    /// <summary>For every case the versions that the unified platform must have seen, in their order.</summary>
    public async Task<IReadOnlyDictionary<string, long[]>> VersionsToDeliverAsync()
    {
        var versions = new Dictionary<string, long[]>(StringComparer.Ordinal);
        await QueryAsync(Versions, reader => versions.Add(reader.GetString(0), reader.GetFieldValue<long[]>(1)));
        return versions;
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var database = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, database);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var database = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, database);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of every row.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string sql)
    {
        var rows = new List<string>();
        await QueryAsync(sql, reader => rows.Add(reader.GetString(0)));
        return rows;
    }

    public async Task QueryAsync(string sql, Action<NpgsqlDataReader> row)
    {
        await using var database = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, database);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            row(reader);
        }
    }

    public async Task<NpgsqlConnection> OpenAsync()
    {
        var database = new NpgsqlConnection(connection);
        await database.OpenAsync();
        return database;
    }
}
