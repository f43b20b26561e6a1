using Exchange.Pipeline.Audit;
using Exchange.Security.Passwords;
using Exchange.Storage.Accounts;

namespace Exchange.Host.Web.Accounts;

/// <summary>Logs people in; every attempt is audited.</summary>
/// <param name="accounts">The accounts.</param>
/// <param name="audit">The audit log.</param>
internal sealed class AccountDesk(AccountStore accounts, IAuditLog audit)
{
    private const string Administrator = "admin";
    private const int ShortestPassword = 10;

    // Verified where the account does not exist, so that the answer takes as long as for one that does.
    private static readonly string Nobody = PasswordHash.Create(PasswordHash.Random());

    /// <summary>Makes the first account.</summary>
    /// <returns>Its one-time password, or <see langword="null"/> where there is an account already.</returns>
    public async Task<string?> EnsureAdministratorAsync(CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(Administrator, cancellationToken).ConfigureAwait(false) is not null)
        {
            return null;
        }

        var password = PasswordHash.Random();
        return await accounts.AddFirstAsync(Administrator, PasswordHash.Create(password), cancellationToken).ConfigureAwait(false) ? password : null;
    }

    /// <summary>The account, where name and password fit and it is not locked.</summary>
    public async Task<Account?> LogInAsync(string name, string password, string from, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(name, cancellationToken).ConfigureAwait(false);
        var fits = PasswordHash.Verify(password, account?.PasswordHash ?? Nobody) && account is { Locked: false };
        if (account is { Locked: false })
        {
            await accounts.NoteAttemptAsync(name, fits, cancellationToken).ConfigureAwait(false);
        }

        await AuditAsync(account?.Name ?? "unknown", fits ? "login" : "login.failed", from, cancellationToken).ConfigureAwait(false);
        return fits ? account : null;
    }

    /// <summary>Changes a password.</summary>
    /// <returns>Whether the new one is long enough and was set.</returns>
    public async Task<bool> ChangePasswordAsync(string name, string password, string from, CancellationToken cancellationToken)
    {
        if (password.Length < ShortestPassword)
        {
            return false;
        }

        await accounts.ChangePasswordAsync(name, PasswordHash.Create(password), cancellationToken).ConfigureAwait(false);
        await AuditAsync(name, "password.change", from, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private Task AuditAsync(string name, string action, string from, CancellationToken cancellationToken) =>
        audit.AppendAsync(new AuditEntry(name, action, name) { Detail = new Dictionary<string, string> { ["from"] = from } }, cancellationToken);
}
