namespace Exchange.Servers;

/// <summary>
/// Finds the programs of real servers that the sandbox and the tests start for themselves: on PATH, in the usual folders, and
/// in the cache where the launcher unpacks what it may not install.
/// </summary>
public static class ServerPrograms
{
    private static readonly string[] Folders = ["usr/sbin", "usr/bin", "usr/libexec", "usr/lib/rabbitmq/bin", "usr/lib/openssh", "sbin", "bin"];

    /// <summary>Where the launcher unpacks servers.</summary>
    public static string Cache
    {
        get
        {
            var parent = Environment.IsPrivilegedProcess ? "/var/cache" : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given
                ? given
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            return Path.Combine(parent, "exchange", "servers");
        }
    }

    /// <summary>Finds a program by name.</summary>
    /// <param name="name">Such as <c>mariadbd</c>.</param>
    /// <returns><see langword="null"/> where it is nowhere on this machine.</returns>
    public static ServerProgram? Find(string name)
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            if (File.Exists(Path.Combine(folder, name)))
                return new ServerProgram(Path.Combine(folder, name), null, "/");
        }

        return In("/", name, null) ?? (Directory.Exists(Cache) ? In(Cache, name, Libraries(Cache)) : null);
    }

    private static ServerProgram? In(string root, string name, string? libraries) => Folders
        .Select(f => Path.Combine(root, f, name))
        .Where(File.Exists)
        .Select(p => new ServerProgram(p, libraries, root))
        .FirstOrDefault();

    private static string Libraries(string root) => string.Join(':', new[] { "usr/lib", "lib" }
        .Select(d => Path.Combine(root, d))
        .Where(Directory.Exists)
        .SelectMany(d => Directory.EnumerateDirectories(d, "*-linux-*").Prepend(d)));
}
