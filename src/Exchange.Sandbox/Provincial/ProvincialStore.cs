using Npgsql;

namespace Exchange.Sandbox.Provincial;

/// <summary>The provincial hall's items, rendered when written and only streamed when read.</summary>
internal sealed class ProvincialStore(NpgsqlDataSource source)
{
    private const string Schema = """
        create table if not exists provincial_items (sblsh text collate "C" primary key, gxsj timestamp not null, body bytea not null);
        create index if not exists provincial_items_order on provincial_items (gxsj, sblsh);
        """;

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Schema);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<ProvincialRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }
        await using var command = new NpgsqlCommand("""
            insert into provincial_items (sblsh, gxsj, body) select * from unnest($1, $2, $3)
            on conflict (sblsh) do update set gxsj = excluded.gxsj, body = excluded.body
            """, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(r => r.Number)] });
        command.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. rows.Select(r => r.UpdatedAt)] });
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. rows.Select(r => r.Body)] });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<long> CountAsync(DateTime from, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select count(*) from provincial_items where gxsj >= $1");
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = from });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The rows after a place in the order (gxsj, sblsh); an empty number means from the time itself on.</summary>
    public async Task<List<ProvincialRow>> ReadAsync(DateTime at, string number, int limit, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select gxsj, sblsh, body from provincial_items where (gxsj, sblsh) > ($1, $2) order by gxsj, sblsh limit $3");
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = at });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = number });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var rows = new List<ProvincialRow>(limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new ProvincialRow(reader.GetDateTime(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2)));
        }
        return rows;
    }
}
