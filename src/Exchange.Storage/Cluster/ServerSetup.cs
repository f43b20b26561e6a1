using Exchange.Abstractions.Failures;

namespace Exchange.Storage.Cluster;

/// <summary>Makes the folders of a cluster and initialises its data, once.</summary>
internal static class ServerSetup
{
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static async Task InitialiseAsync(
        ClusterFolder folder, ServerBinaries binaries, ServerAccount account, CancellationToken cancellationToken)
    {
        await PlaceAsync(folder, account, cancellationToken).ConfigureAwait(false);
        foreach (var unfinished in Directory.EnumerateDirectories(folder.Base, "init-*"))
            Directory.Delete(unfinished, recursive: true);

        // Initialised beside and renamed: a kill half-way leaves nothing that looks like a cluster.
        var name = $"init-{Environment.ProcessId}";
        var words = Path.Combine(folder.Base, $"{name}.words");
        try
        {
            ClusterFolder.WriteAtomically(words, folder.CreatePassword());
            await GiveAsync(account, words, cancellationToken).ConfigureAwait(false);
            string[] command =
            [
                binaries.Program("initdb"), "-D", name, "--username", ClusterUser.Name, "--pwfile", Path.GetFileName(words),
                "--locale=C", "--encoding=UTF8", "--auth=scram-sha-256", "--data-checksums",
            ];
            var result = await ServerCommand.RunAsync(account, command, folder.Base, cancellationToken, binaries.Libraries).ConfigureAwait(false);
            if (result.ExitCode != 0)
                throw StartFailure.From("initialised", folder.Base, result.Error + result.Output);
            File.AppendAllText(Path.Combine(folder.Base, name, "postgresql.conf"), $"\ninclude '{ServerSettings.FileName}'\n");
            File.WriteAllText(Path.Combine(folder.Base, name, ServerSettings.FileName), "");
            Directory.Move(Path.Combine(folder.Base, name), folder.Data);
        }
        finally
        {
            File.Delete(words);
        }
    }

    private static async Task PlaceAsync(ClusterFolder folder, ServerAccount account, CancellationToken cancellationToken)
    {
        if (File.Exists(folder.LocationFile) && !Directory.Exists(folder.Base))
        {
            throw new ExchangeException(
                FailureKind.Configuration,
                $"{folder.LocationFile} says that the data of the private PostgreSQL are in {folder.Base}, but that folder is gone.",
                $"Restore it, or remove {folder.Path} to start with an empty hub.");
        }

        if (await UsableAsync(folder.Base, account, cancellationToken).ConfigureAwait(false))
            return;
        Directory.Delete(folder.Base, recursive: true);
        foreach (var parent in ElsewhereFolder.Parents)
        {
            var place = ElsewhereFolder.NameFor(folder, parent);
            if (!await MakeParentAsync(parent, cancellationToken).ConfigureAwait(false) || !await UsableAsync(place, account, cancellationToken).ConfigureAwait(false))
                continue;
            ElsewhereFolder.Bind(folder, place);
            ElsewhereFolder.RemoveAbandoned(parent);
            return;
        }

        throw new ExchangeException(
            FailureKind.System,
            $"The account {account.Name}, as which PostgreSQL runs, cannot enter {folder.Path}, nor {string.Join(" or ", ElsewhereFolder.Parents)}.",
            $"Choose a home that {account.Name} can enter with --home, or start the hub as an ordinary user.");
    }

    // A folder that someone else laid out in advance could be swapped under us.
    private static async Task<bool> MakeParentAsync(string parent, CancellationToken cancellationToken)
    {
        try
        {
            if (Directory.Exists(parent))
            {
                return await ServerCommand
                    .SucceedsAsync(ServerAccount.Own, ["sh", "-c", "[ ! -L \"$1\" ] && [ -O \"$1\" ]", "sh", parent], "/", cancellationToken)
                    .ConfigureAwait(false);
            }

            Directory.CreateDirectory(parent);
            Restrict(parent, OnlyOwner | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static async Task<bool> UsableAsync(string place, ServerAccount account, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(place, "log"));
        Restrict(place, OnlyOwner);
        Restrict(Path.Combine(place, "log"), OnlyOwner);
        await GiveAsync(account, place, cancellationToken).ConfigureAwait(false);
        await GiveAsync(account, Path.Combine(place, "log"), cancellationToken).ConfigureAwait(false);
        return await ServerCommand.SucceedsAsync(account, ["sh", "-c", "cd \"$1\" && test -w log", "sh", place], "/", cancellationToken)
            .ConfigureAwait(false);
    }

    private static void Restrict(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }

    private static async Task GiveAsync(ServerAccount account, string path, CancellationToken cancellationToken)
    {
        if (account.Owner is null)
            return;
        var result = await ServerCommand.RunAsync(ServerAccount.Own, ["chown", "-h", account.Owner, path], "/", cancellationToken)
            .ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw new ExchangeException(
                FailureKind.System,
                $"{path} could not be given to the account {account.Name}: {result.Error.Trim()}",
                "Choose a home on a local disk with --home, or start the hub as an ordinary user.");
        }
    }
}
