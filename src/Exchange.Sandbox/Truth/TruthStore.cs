using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Platform;
using Exchange.Sandbox.Provincial;
using Npgsql;

namespace Exchange.Sandbox.Truth;

/// <summary>Every case as it truly is, and what the platform must hold of it.</summary>
internal sealed class TruthStore(NpgsqlDataSource source)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Schema = """
        create table if not exists settings (name text primary key, value text not null);
        create table if not exists cases (system text collate "C" not null, source_no text collate "C" not null, number int not null, model text not null,
          expected text, deleted boolean not null, withheld boolean not null, dirty boolean not null, once_good boolean not null,
          changed_at timestamp not null, primary key (system, source_no));
        create index if not exists cases_number on cases (number);
        create index if not exists cases_last on cases (system, number);
        create index if not exists cases_source_no on cases (source_no);
        create table if not exists people (kind text not null, value text not null, primary key (kind, value));
        """;

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Schema);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<string?> SettingAsync(string name, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select value from settings where name = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    public async Task SetAsync(string name, string value, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("insert into settings values ($1, $2) on conflict (name) do update set value = excluded.value");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>How many cases of a system (all where null) meet a condition on the table.</summary>
    public async Task<long> CountAsync(string? system, string condition, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand($"select count(*) from cases where ($1 = '' or system = $1) and ({condition})");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = system ?? "" });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The highest number given to a case of a system, or -1.</summary>
    public async Task<int> LastNumberAsync(string system, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select coalesce(max(number), -1) from cases where system = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = system });
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Writes the truth of these cases, the people in them and, in the same transaction, the provincial items.</summary>
    public async Task WriteAsync(IReadOnlyList<SandboxCase> cases, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var command = new NpgsqlCommand("""
            insert into cases (system, source_no, number, model, expected, deleted, withheld, dirty, once_good, changed_at)
            select s, no, n, m, e, d, w, i, e is not null, t from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) as u (s, no, n, m, e, d, w, i, t)
            on conflict (system, source_no) do update set model = excluded.model, expected = excluded.expected, deleted = excluded.deleted,
              withheld = excluded.withheld, dirty = excluded.dirty,
              once_good = cases.once_good or excluded.once_good, changed_at = excluded.changed_at
            """, connection))
        {
            Add(command, cases.Select(c => c.System).ToArray());
            Add(command, cases.Select(c => c.SourceNo).ToArray());
            Add(command, cases.Select(c => c.Number).ToArray());
            Add(command, cases.Select(c => JsonSerializer.Serialize(c, Json)).ToArray());
            Add(command, cases.Select(ExpectedItem.Write).ToArray());
            Add(command, cases.Select(c => c.Deleted).ToArray());
            Add(command, cases.Select(c => c.Withheld).ToArray());
            Add(command, cases.Select(c => c.Dirt.Count > 0).ToArray());
            Add(command, cases.Select(LastChange).ToArray());
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        // In one order, so that two writers never wait for each other in a circle.
        var people = cases.SelectMany(PersonalValues.Of).Distinct().Order().ToArray();
        await using (var command = new NpgsqlCommand("insert into people select * from unnest($1, $2) on conflict do nothing", connection))
        {
            Add(command, people.Select(p => p.Kind).ToArray());
            Add(command, people.Select(p => p.Value).ToArray());
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        var items = cases.Where(c => c.System == SystemIds.Provincial && !c.Withheld)
            .Select(c => new ProvincialRow(c.Row.ChangedAt, c.SourceNo, ProvincialItem.Write(c))).ToList();
        await ProvincialStore.WriteAsync(connection, items, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Cases chosen by a condition on the table (placeholders from $4 on), in a seeded order.</summary>
    public async Task<List<SandboxCase>> PickAsync(string? system, string condition, int count, long seed, CancellationToken cancellationToken, params object[] parameters)
    {
        await using var command = source.CreateCommand($"select model from cases where ($1 = '' or system = $1) and ({condition}) order by md5(source_no || $3) limit $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = system ?? "" });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = seed.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }
        var cases = new List<SandboxCase>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            cases.Add(JsonSerializer.Deserialize<SandboxCase>(reader.GetString(0), Json)!);
        }
        return cases;
    }

    /// <summary>The cases of a system that meet a condition on the table, in the order of their numbers.</summary>
    public async Task<List<SandboxCase>> FirstAsync(string system, string condition, int count, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand($"select model from cases where system = $1 and ({condition}) order by number limit $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = system });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
        var cases = new List<SandboxCase>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            cases.Add(JsonSerializer.Deserialize<SandboxCase>(reader.GetString(0), Json)!);
        }
        return cases;
    }

    private static DateTime LastChange(SandboxCase subject)
        => subject.Steps.Select(s => s.Row.ChangedAt).Append(subject.Row.ChangedAt).Append(subject.Result?.Row.ChangedAt ?? default).Max();

    private static void Add<T>(NpgsqlCommand command, T[] values) => command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values });
}
