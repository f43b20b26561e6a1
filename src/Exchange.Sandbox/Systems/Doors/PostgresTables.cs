using Npgsql;

namespace Exchange.Sandbox.Systems.Doors;

/// <summary>The tables of a system in a database of its own, with its own, upper-case names.</summary>
internal sealed class PostgresTables : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly IReadOnlyList<TableShape> _tables;

    private PostgresTables(string connection, IReadOnlyList<TableShape> tables)
    {
        Connection = connection;
        _source = NpgsqlDataSource.Create(connection);
        _tables = tables;
    }

    /// <summary>How the hub connects.</summary>
    public string Connection { get; }

    /// <param name="surroundings">The sandbox around.</param>
    /// <param name="system">Names the database.</param>
    /// <param name="tables">The tables; made where they are missing.</param>
    /// <param name="more">SQL that follows: views, schemas are made before.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public static async Task<PostgresTables> OpenAsync(Surroundings surroundings, string system, IReadOnlyList<TableShape> tables, string more, CancellationToken cancellationToken)
    {
        var connection = await SandboxDatabases.CreateAsync(surroundings.Server, $"{surroundings.Prefix}_{system.Replace('-', '_')}", cancellationToken);
        var opened = new PostgresTables(connection, tables);
        var schemas = tables.Where(t => t.Name.Contains('.', StringComparison.Ordinal)).Select(t => t.Name.Split('.')[0]).Distinct().Select(s => $"create schema if not exists {s};");
        await using var command = opened._source.CreateCommand(string.Join('\n', schemas.Concat(tables.Select(Create)).Append(more)));
        await command.ExecuteNonQueryAsync(cancellationToken);
        return opened;
    }

    /// <summary>Inserts the rows of entries or brings them up to date.</summary>
    public async Task WriteAsync(IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var table in _tables)
        {
            var rows = entries.SelectMany(e => e.Records).Where(r => r.Feed == table.Feed).ToList();
            if (rows.Count == 0)
            {
                continue;
            }
            var command = new NpgsqlBatchCommand(Upsert(table));
            foreach (var column in table.Columns.Select(Name))
            {
                command.Parameters.Add(new NpgsqlParameter<string?[]> { TypedValue = [.. rows.Select(r => r.Body.GetValueOrDefault(column)?.ToString())] });
            }
            batch.BatchCommands.Add(command);
        }
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static string Create(TableShape table)
        => $"create table if not exists {table.Name} ({string.Join(", ", table.Columns.Select(c => $"\"{Name(c)}\" {(IsTime(c) ? "timestamp" : "varchar(2000)")}"))}, primary key ({Quoted(table.Key)}));";

    private static string Upsert(TableShape table)
    {
        var names = table.Columns.Select(Name).ToArray();
        var values = table.Columns.Select(c => IsTime(c) ? $"\"{Name(c)}\"::timestamp" : $"\"{Name(c)}\"");
        var rest = names.Except(table.Key).Select(c => $"\"{c}\" = excluded.\"{c}\"");
        return $"insert into {table.Name} ({Quoted(names)}) select {string.Join(", ", values)} from unnest({string.Join(", ", names.Select((_, i) => $"${i + 1}"))}) as u ({Quoted(names)}) "
            + $"on conflict ({Quoted(table.Key)}) do update set {string.Join(", ", rest)}";
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"\"{n}\""));

    private static string Name(string column) => column.Split(':')[0];

    private static bool IsTime(string column) => column.EndsWith(":t", StringComparison.Ordinal);
}
