using System.Diagnostics;

namespace Exchange.Storage.Cluster;

/// <summary>Runs the system's and PostgreSQL's programs in a clean environment, with none of the caller's open files.</summary>
internal static class ServerCommand
{
    // A terminal's Ctrl-C reaches the whole foreground group, but whether a start or stop goes on is the hub's to say.
    // Descriptors above 2 that our caller left open would keep a pipe of its alive as long as the server lives.
    private const string Detached = "trap '' INT HUP QUIT; umask 077; exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-; exec \"$@\"";

    public static async Task<bool> SucceedsAsync(ServerAccount account, string[] command, string folder, CancellationToken cancellationToken)
    {
        var result = await RunAsync(account, command, folder, cancellationToken).ConfigureAwait(false);
        return result.ExitCode == 0;
    }

    public static async Task<CommandResult> RunAsync(
        ServerAccount account,
        IEnumerable<string> command,
        string folder,
        CancellationToken cancellationToken,
        string? libraries = null)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var word in (string[])["-c", Detached, "sh", .. account.Prefix, .. command])
            start.ArgumentList.Add(word);
        start.Environment.Clear(); // locale, time zone and PG* of the caller are not the server's business
        start.Environment["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "GMT0";
        if (libraries is not null)
            start.Environment["LD_LIBRARY_PATH"] = libraries;

        using var process = Process.Start(start) ?? throw new InvalidOperationException("/bin/sh did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: false);
            throw;
        }

        return new CommandResult(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
    }
}
