using System.Diagnostics;
using Exchange.Abstractions.Failures;

namespace Exchange.Servers;

/// <summary>The data folder of a private MariaDB: made by the server itself in bootstrap mode, so that no other program is needed.</summary>
internal static class MariaDbFolder
{
    // The tables of the mysql database, in the order the package's own installer reads them.
    private static readonly string[] Scripts = ["mysql_system_tables.sql", "mysql_performance_tables.sql", "mysql_system_tables_data.sql", "maria_add_gis_sp_bootstrap.sql"];

    /// <summary>A path for the socket; it may not be long.</summary>
    public static string Socket(string folder) => Path.Combine(folder, "s");

    /// <summary>What every start of the server needs.</summary>
    public static List<string> Arguments(ServerProgram program, string data)
    {
        var arguments = new List<string> { "--no-defaults", $"--datadir={data}", "--skip-log-error" };
        if (Environment.IsPrivilegedProcess)
        {
            arguments.Add("--user=root");
        }

        if (program.Root != "/")
        {
            arguments.Add($"--basedir={program.Resource("/usr")}");
            arguments.Add($"--lc-messages-dir={program.Resource("/usr/share/mysql")}");
            arguments.Add($"--plugin-dir={program.Resource("/usr/lib/mysql/plugin")}");
            arguments.Add($"--character-sets-dir={program.Resource("/usr/share/mysql/charsets")}");
        }

        return arguments;
    }

    /// <summary>Makes the folder with one user and the database <c>exchange</c>.</summary>
    public static async Task CreateAsync(ServerProgram program, string folder, string data, string user, string password, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(data, "mysql"));
        var share = program.Resource("/usr/share/mysql");
        var start = new ProcessStartInfo(program.Path, [.. Arguments(program, data), "--bootstrap", "--skip-networking", "--innodb-buffer-pool-size=16M", "--performance-schema=OFF"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (program.Libraries is not null)
        {
            start.Environment["LD_LIBRARY_PATH"] = program.Libraries;
        }

        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteLineAsync("use mysql;").ConfigureAwait(false);
        foreach (var script in Scripts.Select(s => Path.Combine(share, s)).Where(File.Exists))
        {
            await process.StandardInput.WriteLineAsync(await File.ReadAllTextAsync(script, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }

        await process.StandardInput.WriteAsync(
            $"""
            flush privileges;
            create database exchange character set utf8mb4;
            create user '{user}'@'127.0.0.1' identified by '{password}';
            grant all privileges on *.* to '{user}'@'127.0.0.1' with grant option;

            """).ConfigureAwait(false);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        await output.ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            var log = Path.Combine(folder, "bootstrap.log");
            await File.WriteAllTextAsync(log, await said.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            throw new ExchangeException(FailureKind.System, $"MariaDB could not make its data folder (exit code {process.ExitCode}).", $"Read {log}.");
        }
    }
}
