using System.Globalization;
using System.Text.RegularExpressions;
using Exchange.Abstractions.Failures;

namespace Exchange.Storage.Cluster;

/// <summary>A PostgreSQL server installed on this machine.</summary>
/// <param name="Folder">The folder of <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c>.</param>
/// <param name="Major">Its major version.</param>
/// <param name="Libraries">Where the libraries of an unpacked, not installed server stand.</param>
internal sealed partial record ServerBinaries(string Folder, int Major, string? Libraries)
{
    public const int OldestMajor = 15;

    public string Program(string name) => Path.Combine(Folder, name);

    public bool HasExtensionLibrary(string name) =>
        new[] { "../lib", "../lib/postgresql", "../lib64/pgsql", "../lib/pgsql" }
            .Any(d => File.Exists(Path.Combine(Folder, d, name + ".so")) || File.Exists(Path.Combine(Folder, d, name + ".dylib")));

    /// <summary>The server that fits: of the wanted version, run by the account that will run it.</summary>
    public static async Task<ServerBinaries> FindAsync(ServerAccount account, string? wantedMajor, CancellationToken cancellationToken)
    {
        var seen = new List<string>();
        foreach (var (folder, libraries) in ServerSearch.Folders())
        {
            var result = await ServerCommand.RunAsync(account, [Path.Combine(folder, "postgres"), "--version"], "/", cancellationToken, libraries)
                .ConfigureAwait(false);
            var match = VersionPattern().Match(result.Output);
            if (result.ExitCode != 0 || !match.Success)
            {
                seen.Add($"{folder} (does not run as {account.Name})");
                continue;
            }

            var major = int.Parse(match.ValueSpan, CultureInfo.InvariantCulture);
            if (major >= OldestMajor && (wantedMajor is null || wantedMajor == match.Value))
                return new ServerBinaries(folder, major, libraries);
            seen.Add($"{folder} (version {major})");
        }

        throw Missing(wantedMajor, seen);
    }

    private static ExchangeException Missing(string? wantedMajor, List<string> seen)
    {
        var package = wantedMajor is null ? "postgresql" : $"postgresql-{wantedMajor}";
        return new ExchangeException(
            FailureKind.Configuration,
            $"No PostgreSQL server {wantedMajor ?? $"{OldestMajor} or newer"} was found"
                + (seen.Count == 0 ? "." : $"; passed over: {string.Join("; ", seen)}."),
            $"Install it (Debian, Ubuntu: apt-get install {package}; Fedora, openEuler: dnf install postgresql-server; macOS: brew install postgresql@17), "
                + "set EXCHANGE_PG_BIN to the folder of its programs, or name a server with --db.");
    }

    [GeneratedRegex(@"(?<=\(PostgreSQL\) )\d{1,3}", RegexOptions.None, 1000)]
    private static partial Regex VersionPattern();
}
