using Npgsql;

namespace Exchange.Sandbox.Systems;

/// <summary>Keeps the state of every entry, and the personal data in them, over restarts.</summary>
internal sealed class EntryStore(NpgsqlDataSource source)
{
    private const string Schema = """
        create table if not exists entries (system text not null, number int not null, made_at timestamp not null, changed_at timestamp not null,
          revision int not null, dirty boolean not null, withheld boolean not null, primary key (system, number));
        """;

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Schema);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<List<EntryState>> ReadAsync(string system, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select number, made_at, changed_at, revision, dirty, withheld from entries where system = $1 order by number");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = system });
        var states = new List<EntryState>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            states.Add(new EntryState(reader.GetInt32(0), reader.GetDateTime(1), reader.GetDateTime(2), reader.GetInt32(3), reader.GetBoolean(4), reader.GetBoolean(5)));
        }
        return states;
    }

    public async Task WriteAsync(string system, IReadOnlyList<EntryState> states, IEnumerable<(string Kind, string Value)> people, CancellationToken cancellationToken)
    {
        // In one order, so that two writers never wait for each other in a circle.
        var values = people.Distinct().Order().ToArray();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            insert into entries (system, number, made_at, changed_at, revision, dirty, withheld) select $1, * from unnest($2, $3, $4, $5, $6, $7)
            on conflict (system, number) do update set changed_at = excluded.changed_at, revision = excluded.revision, dirty = excluded.dirty, withheld = excluded.withheld
            """)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = system },
                new NpgsqlParameter<int[]> { TypedValue = [.. states.Select(s => s.Number)] },
                new NpgsqlParameter<DateTime[]> { TypedValue = [.. states.Select(s => s.MadeAt)] },
                new NpgsqlParameter<DateTime[]> { TypedValue = [.. states.Select(s => s.ChangedAt)] },
                new NpgsqlParameter<int[]> { TypedValue = [.. states.Select(s => s.Revision)] },
                new NpgsqlParameter<bool[]> { TypedValue = [.. states.Select(s => s.IsDirty)] },
                new NpgsqlParameter<bool[]> { TypedValue = [.. states.Select(s => s.IsWithheld)] },
            },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into people select * from unnest($1, $2) on conflict do nothing")
        {
            Parameters =
            {
                new NpgsqlParameter<string[]> { TypedValue = [.. values.Select(p => p.Kind)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. values.Select(p => p.Value)] },
            },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
