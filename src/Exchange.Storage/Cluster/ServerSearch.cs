namespace Exchange.Storage.Cluster;

/// <summary>Where a PostgreSQL server may stand, the best place first.</summary>
internal static class ServerSearch
{
    private static readonly (string Parent, string Below)[] Usual =
    [
        ("/usr/lib/postgresql", "bin"),
        ("/usr/libexec/postgresql", "."),
        ("/usr", "bin"),
        ("/opt/homebrew/opt", "bin"),
        ("/usr/local/opt", "bin"),
        ("/Applications/Postgres.app/Contents/Versions", "bin"),
    ];

    /// <summary>Folders that hold a server's programs, each once, with the library path an unpacked one needs.</summary>
    public static IEnumerable<(string Folder, string? Libraries)> Folders()
    {
        if (Environment.GetEnvironmentVariable("EXCHANGE_PG_BIN") is { Length: > 0 } named)
            return [(named, null)];

        // EXCHANGE_PG_SEARCH narrows the search, for a machine whose installed server must not be used.
        var places = (Environment.GetEnvironmentVariable("EXCHANGE_PG_SEARCH") ?? "path system cache").Split(' ', ',');
        IEnumerable<(string Folder, string? Libraries)> found = [];
        if (places.Contains("path"))
            found = found.Concat(OnPath());
        if (places.Contains("system"))
            found = found.Concat(Usual.SelectMany(u => Versions(u.Parent, u.Below)).Append("/usr/bin").Select(f => (f, (string?)null)));
        if (places.Contains("cache"))
            found = found.Concat(Cached());
        return found.Where(f => File.Exists(Path.Combine(f.Folder, "postgres")) && File.Exists(Path.Combine(f.Folder, "initdb")))
            .DistinctBy(f => f.Folder);
    }

    private static IEnumerable<(string Folder, string? Libraries)> OnPath()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var program = new FileInfo(Path.Combine(folder, "postgres"));
            if (program.Exists)
                yield return (Path.GetDirectoryName(program.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program.FullName)!, null);
        }
    }

    private static IEnumerable<(string Folder, string? Libraries)> Cached()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var root = Path.Combine(cache, "exchange", "system");
        if (!Directory.Exists(root))
            return [];
        string[] libraries = [.. new[] { "usr/lib", "lib" }
            .Select(d => Path.Combine(root, d))
            .Where(Directory.Exists)
            .SelectMany(d => Directory.EnumerateDirectories(d, "*-linux-*").Prepend(d))];
        return Versions(Path.Combine(root, "usr/lib/postgresql"), "bin").Select(f => (f, (string?)string.Join(':', libraries)));
    }

    private static IEnumerable<string> Versions(string parent, string below)
    {
        if (!Directory.Exists(parent))
            return [];
        return Directory.EnumerateDirectories(parent)
            .Select(d => (Folder: d, Digits: new string([.. Path.GetFileName(d).Where(char.IsAsciiDigit)])))
            .Where(d => IsVersionName(Path.GetFileName(d.Folder)) && d.Digits.Length is > 0 and < 4)
            .OrderByDescending(d => int.Parse(d.Digits, System.Globalization.CultureInfo.InvariantCulture))
            .Select(d => Path.GetFullPath(Path.Combine(d.Folder, below)).TrimEnd('/'));
    }

    private static bool IsVersionName(string name) =>
        name.Length > 0
        && (name.All(char.IsAsciiDigit) || name.StartsWith("pgsql-", StringComparison.Ordinal)
            || name.StartsWith("postgresql@", StringComparison.Ordinal) || name.StartsWith("postgresql", StringComparison.Ordinal));
}
