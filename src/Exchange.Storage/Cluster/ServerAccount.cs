using System.Globalization;
using Exchange.Abstractions.Failures;

namespace Exchange.Storage.Cluster;

/// <summary>Whom the server runs as. PostgreSQL refuses root, so root lends it an account that already exists.</summary>
/// <param name="Name">The account, for messages.</param>
/// <param name="Owner"><c>uid:gid</c> as <c>chown</c> takes it, or <see langword="null"/> for the account the hub runs as.</param>
/// <param name="Prefix">The words before a command that make it run so.</param>
internal sealed record ServerAccount(string Name, string? Owner, IReadOnlyList<string> Prefix)
{
    private static readonly string[] Candidates = ["postgres", "nobody"];

    public static ServerAccount Own { get; } = new(Environment.UserName, null, []);

    public static async Task<ServerAccount> ChooseAsync(ClusterFolder folder, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
            return Own;
        var accounts = folder.IsInitialised && await OwnerOfAsync(folder.Data, cancellationToken).ConfigureAwait(false) is { } owner
            ? [owner]
            : Accounts();
        foreach (var (name, uid, gid) in accounts)
        {
            foreach (var prefix in Prefixes(name, uid, gid))
            {
                var account = new ServerAccount(name, $"{uid}:{gid}", prefix);
                if (await ServerCommand.SucceedsAsync(account, ["true"], "/", cancellationToken).ConfigureAwait(false))
                    return account;
            }
        }

        throw new ExchangeException(
            FailureKind.Configuration,
            $"PostgreSQL does not run as root, and no other account could be used ({string.Join(", ", accounts.Select(a => a.Name))}) through setpriv, runuser or su.",
            "Start the hub as an ordinary user, create the account 'postgres', or name a server with --db.");
    }

    /// <summary>Root at work in the home of another user leaves that user's files readable to that user.</summary>
    public static async Task ReturnFilesAsync(ClusterFolder folder, CancellationToken cancellationToken)
    {
        const string Script = "o=$(stat -c %u:%g .) && [ \"${o%:*}\" != 0 ] && chown -h \"$o\" lock owner.json password port location 2>/dev/null";
        if (Environment.IsPrivilegedProcess && OperatingSystem.IsLinux())
            await ServerCommand.SucceedsAsync(Own, ["sh", "-c", Script], folder.Path, cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<string[]> Prefixes(string name, int uid, int gid)
    {
        yield return ["setpriv", string.Create(CultureInfo.InvariantCulture, $"--reuid={uid}"), string.Create(CultureInfo.InvariantCulture, $"--regid={gid}"), "--clear-groups", "--"];
        yield return ["runuser", "-u", name, "--"];
        yield return ["su", "-s", "/bin/sh", name, "-c", "exec \"$@\"", "--", "sh"];
    }

    private static async Task<(string Name, int Uid, int Gid)?> OwnerOfAsync(string folder, CancellationToken cancellationToken)
    {
        var result = await ServerCommand.RunAsync(Own, ["stat", "-c", "%u %g", folder], "/", cancellationToken).ConfigureAwait(false);
        var parts = result.Output.Trim().Split(' ');
        if (result.ExitCode != 0 || parts.Length != 2 || parts[0] == "0")
            return null;
        var uid = int.Parse(parts[0], CultureInfo.InvariantCulture);
        var name = Passwd().FirstOrDefault(a => a.Uid == uid).Name ?? parts[0];
        return (name, uid, int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static List<(string Name, int Uid, int Gid)> Accounts()
    {
        var known = Passwd().ToDictionary(a => a.Name);
        return [.. Candidates.Where(known.ContainsKey).Select(c => known[c])];
    }

    private static IEnumerable<(string Name, int Uid, int Gid)> Passwd() =>
        File.ReadAllLines("/etc/passwd")
            .Select(line => line.Split(':'))
            .Where(f => f.Length > 3 && int.TryParse(f[2], out _) && int.TryParse(f[3], out _))
            .Select(f => (f[0], int.Parse(f[2], CultureInfo.InvariantCulture), int.Parse(f[3], CultureInfo.InvariantCulture)))
            .DistinctBy(a => a.Item1);
}
