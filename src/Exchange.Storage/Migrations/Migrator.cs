using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Exchange.Abstractions.Failures;
using Exchange.Storage.Databases;
using Npgsql;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Migrations;

/// <summary>Brings the database to this version of the hub: forward only, one node at a time, each step in a transaction.</summary>
/// <param name="database">The hub's database.</param>
public sealed class Migrator(HubDatabase database)
{
    private const long LockKey = 0x65786368616e6765;

    /// <summary>Applies what is missing.</summary>
    /// <returns>The names of the steps that were applied.</returns>
    /// <exception cref="ExchangeException">The database is of a newer hub, or an applied step was changed since.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockKey})", cancellationToken).ConfigureAwait(false);
        try
        {
            await ExecuteAsync(
                connection,
                """
                create schema if not exists hub;
                create table if not exists hub.migration (name text primary key, digest text not null, applied_at timestamptz not null default clock_timestamp());
                """,
                cancellationToken).ConfigureAwait(false);
            var applied = await AppliedAsync(connection, cancellationToken).ConfigureAwait(false);
            var steps = Steps();
            Verify(applied, steps);
            var done = new List<string>();
            foreach (var (name, sql) in steps.Where(s => !applied.ContainsKey(s.Name)))
            {
                await ApplyAsync(connection, name, sql, cancellationToken).ConfigureAwait(false);
                done.Add(name);
            }

            await new Partitions(connection).EnsureAsync(cancellationToken).ConfigureAwait(false);
            return done;
        }
        finally
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({LockKey})", CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Makes the partitions of this month and the next ones, on a live hub: it waits for a table no longer than a few seconds.</summary>
    internal async Task MakeRoomAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, "set lock_timeout = '3s'", cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockKey})", cancellationToken).ConfigureAwait(false);
        try
        {
            await new Partitions(connection).EnsureAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({LockKey})", CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>The steps this version of the hub knows, and whether each is applied.</summary>
    public async Task<IReadOnlyList<(string Name, DateTimeOffset? AppliedAt)>> StatusAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var exists = new NpgsqlCommand("select to_regclass('hub.migration') is not null", connection);
        var applied = await exists.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true
            ? await AppliedAsync(connection, cancellationToken).ConfigureAwait(false)
            : [];
        return [.. Steps().Select(s => (s.Name, applied.TryGetValue(s.Name, out var a) ? a.At : (DateTimeOffset?)null))];
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, string name, string sql, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, sql, cancellationToken).ConfigureAwait(false);
        await using var note = new NpgsqlCommand("insert into hub.migration (name, digest) values ($1, $2)", connection).With(Text(name), Text(Digest(sql)));
        await note.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void Verify(Dictionary<string, (string Digest, DateTimeOffset At)> applied, IReadOnlyList<(string Name, string Sql)> steps)
    {
        foreach (var (name, entry) in applied)
        {
            var step = steps.FirstOrDefault(s => s.Name == name);
            if (step.Sql is null)
            {
                throw new ExchangeException(FailureKind.Configuration, $"The database holds the step '{name}', which this version of the hub does not know.", "Run the newer version of the hub, or give this one its own database.");
            }

            if (Digest(step.Sql) != entry.Digest)
            {
                throw new ExchangeException(FailureKind.Configuration, $"The step '{name}' was applied with other contents.", "Restore the step as it was released; steps are never changed, only added.");
            }
        }
    }

    private static async Task<Dictionary<string, (string Digest, DateTimeOffset At)>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new Dictionary<string, (string, DateTimeOffset)>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand("select name, digest, applied_at from hub.migration", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            applied.Add(reader.GetString(0), (reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2)));
        }

        return applied;
    }

    private static IReadOnlyList<(string Name, string Sql)> Steps()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(n => n.Length > 4 && char.IsAsciiDigit(n[0]))
                .Order(StringComparer.Ordinal)
                .Select(n => (n, ReadText(assembly, n))),
        ];
    }

    private static string ReadText(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Digest(string sql) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql.ReplaceLineEndings("\n"))));

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
