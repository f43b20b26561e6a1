using Exchange.Storage.Databases;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Accounts;

/// <summary>Local accounts; passwords are kept as salted hashes made elsewhere.</summary>
/// <param name="database">The hub's database.</param>
public sealed class AccountStore(HubDatabase database)
{
    /// <summary>Adds the first administrator where there is no account yet.</summary>
    /// <returns>Whether it was added.</returns>
    public async Task<bool> AddFirstAsync(string name, string passwordHash, CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into hub.account (name, password_hash, role, must_change)
            select $1, $2, 'admin', true where not exists (select 1 from hub.account) on conflict do nothing
            """;
        await using var command = database.Source.CreateCommand(Sql).With(Text(name), Text(passwordHash));
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) == 1;
    }

    /// <summary>The account of a name, or <see langword="null"/>.</summary>
    public async Task<Account?> FindAsync(string name, CancellationToken cancellationToken)
    {
        const string Sql = "select password_hash, role, must_change, coalesce(locked_until > clock_timestamp(), false) from hub.account where name = $1";
        await using var command = database.Source.CreateCommand(Sql).With(Text(name));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
            ? new Account(name, reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), reader.GetBoolean(3))
            : null;
    }

    /// <summary>Notes an attempt to log in; five failures in a row lock the account for 15 minutes.</summary>
    public async Task NoteAttemptAsync(string name, bool succeeded, CancellationToken cancellationToken)
    {
        const string Sql = """
            update hub.account
            set failed_attempts = case when $2 or failed_attempts >= 4 then 0 else failed_attempts + 1 end,
                locked_until = case when not $2 and failed_attempts >= 4 then clock_timestamp() + interval '15 minutes' end
            where name = $1
            """;
        await using var command = database.Source.CreateCommand(Sql).With(Text(name), Flag(succeeded));
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes a password; a one-time password is used up by it.</summary>
    public async Task ChangePasswordAsync(string name, string passwordHash, CancellationToken cancellationToken)
    {
        await using var command = database.Source
            .CreateCommand("update hub.account set password_hash = $2, must_change = false, failed_attempts = 0, locked_until = null where name = $1")
            .With(Text(name), Text(passwordHash));
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
