using System.Diagnostics;
using System.Globalization;
using Exchange.Abstractions.Failures;
using Npgsql;

namespace Exchange.Storage.Cluster;

/// <summary>Starts, awaits and stops the server of one folder. Every call is made under the cluster's lock.</summary>
internal sealed class ServerControl(ClusterFolder folder, PrivateClusterOptions options)
{
    private const int PortAttempts = 6;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LeftoversLeave = TimeSpan.FromSeconds(5);

    /// <summary>The running server, or <see langword="null"/>; a file left by a crashed one is not taken for it.</summary>
    public PostmasterFile? Running() =>
        PostmasterFile.Read(folder) is { Pid: > 1 } file && ServerProcesses.IsServer(file.Pid, folder.Data) ? file : null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var account = await ServerAccount.ChooseAsync(folder, cancellationToken).ConfigureAwait(false);
        var initialised = folder.IsInitialised;
        var binaries = await ServerBinaries
            .FindAsync(account, initialised ? folder.DataVersion : options.PreferredVersion, cancellationToken)
            .ConfigureAwait(false);
        if (initialised)
            await ServerProcesses.ClearLeftoversAsync(folder.Data, LeftoversLeave, cancellationToken).ConfigureAwait(false);
        else
            await ServerSetup.InitialiseAsync(folder, binaries, account, cancellationToken).ConfigureAwait(false);
        folder.Password();
        File.Delete(PostmasterFile.PathIn(folder)); // no process of this folder is left: the file is a crash's

        var lz4 = await ServerCommand
            .RunAsync(account, [binaries.Program("postgres"), "-D", "data", "-c", "wal_compression=lz4", "-C", "wal_compression"], folder.Base, cancellationToken, binaries.Libraries)
            .ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            var port = LoopbackPort.Choose(attempt == 1 ? folder.RememberedPort : null);
            File.WriteAllText(
                Path.Combine(folder.Data, ServerSettings.FileName),
                ServerSettings.Text(binaries, options, port, folder.Logs, lz4.ExitCode == 0));
            var said = await LaunchAsync(binaries, account, cancellationToken).ConfigureAwait(false);
            if (said is null)
            {
                folder.RememberedPort = port;
                return;
            }

            if (!StartFailure.PortWasTaken(said) || attempt == PortAttempts)
                throw StartFailure.From("started", folder.Base, said);
        }
    }

    /// <summary>Waits until the server takes connections, crash recovery included.</summary>
    public async Task<int> AwaitReadyAsync(CancellationToken cancellationToken)
    {
        var password = folder.Password();
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var server = Running()
                ?? throw StartFailure.From("started", folder.Base, await LastWordsAsync([], cancellationToken).ConfigureAwait(false));
            if (server.Port > 0 && await AnswersAsync(server.Port, password, cancellationToken).ConfigureAwait(false))
                return server.Port;
            if (waited.Elapsed > options.StartTimeout)
            {
                throw new ExchangeException(
                    FailureKind.Transient,
                    $"The private PostgreSQL in {folder.Base} did not take connections within {options.StartTimeout.TotalSeconds:0} s; it may still be recovering from a crash.",
                    $"Wait and try again; {folder.Logs} says how far it is.");
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task StopAsync(bool fast, CancellationToken cancellationToken)
    {
        if (Running() is not { } server)
            return;
        (string Mode, int Seconds)[] steps = fast ? [("fast", 6), ("immediate", 4)] : [("smart", 20), ("fast", 60), ("immediate", 10)];
        var account = await ServerAccount.ChooseAsync(folder, cancellationToken).ConfigureAwait(false);
        var binaries = await ServerBinaries.FindAsync(account, folder.DataVersion, cancellationToken).ConfigureAwait(false);
        foreach (var (mode, seconds) in steps)
        {
            await ServerCommand.RunAsync(
                account,
                [binaries.Program("pg_ctl"), "stop", "-D", "data", "-m", mode, "-w", "-t", seconds.ToString(CultureInfo.InvariantCulture), "-s"],
                folder.Base,
                cancellationToken,
                binaries.Libraries).ConfigureAwait(false);
            if (await ServerProcesses.WaitForEndAsync(server.Pid, folder.Data, TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false))
                break;
        }

        await ServerProcesses.ClearLeftoversAsync(folder.Data, TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
    }

    // pg_ctl gives the server a session of its own, so that a terminal's Ctrl-C does not reach it.
    private async Task<string?> LaunchAsync(ServerBinaries binaries, ServerAccount account, CancellationToken cancellationToken)
    {
        var began = NewestLogs().ToDictionary(f => f.FullName, f => f.Length);
        var result = await ServerCommand.RunAsync(
            account,
            [binaries.Program("pg_ctl"), "start", "-D", "data", "-l", "log/start.log", "-w", "-t", "15", "-s"],
            folder.Base,
            CancellationToken.None, // broken off here, a server might come up that nobody knows of
            binaries.Libraries).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (result.ExitCode == 0 || Running() is not null)
            return null;
        return await LastWordsAsync(began, cancellationToken).ConfigureAwait(false) + '\n' + result.Error;
    }

    private FileInfo[] NewestLogs() => [.. new DirectoryInfo(folder.Logs).EnumerateFiles("*.log").OrderBy(f => f.LastWriteTimeUtc).TakeLast(3)];

    private async Task<string> LastWordsAsync(Dictionary<string, long> after, CancellationToken cancellationToken)
    {
        // The process that writes the log ends after the server, with its last lines.
        await ServerProcesses.ClearLeftoversAsync(folder.Data, LeftoversLeave, cancellationToken).ConfigureAwait(false);
        return string.Join('\n', NewestLogs().Select(f => Tail(f, after.GetValueOrDefault(f.FullName))));
    }

    private static string Tail(FileInfo file, long from)
    {
        using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Position = Math.Max(from > stream.Length ? 0 : from, stream.Length - 16_384);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private async Task<bool> AnswersAsync(int port, string password, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ClusterUser.ConnectionString(port, password, "postgres") + ";Pooling=false");
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            throw new ExchangeException(
                FailureKind.Configuration,
                $"The private PostgreSQL in {folder.Path} does not take the password in {folder.PasswordFile}.",
                "Restore the password file that belongs to these data.",
                e);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.TooManyConnections)
        {
            return true; // busy, but up
        }
        catch (PostgresException e) when (!e.IsTransient && e.SqlState != PostgresErrorCodes.CannotConnectNow)
        {
            throw StartFailure.From("reached", folder.Base, e.MessageText);
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
