using Exchange.Abstractions.Failures;

namespace Exchange.Host.Homes;

/// <summary>Where a hub lives: its own folder with connectors, mappings and state, and what ships with the program.</summary>
internal sealed class HubHome
{
    private HubHome(string path, string shipped)
    {
        Path = path;
        Shipped = shipped;
    }

    /// <summary>The hub's folder.</summary>
    public string Path { get; }

    /// <summary>The folder of what ships: connectors, mappings, the shared schema.</summary>
    public string Shipped { get; }

    /// <summary>State: the private database, keys, secrets, settings, logs.</summary>
    public string State => System.IO.Path.Combine(Path, ".exchange");

    /// <summary>Where connectors and mappings are looked for; what the hub's own folder holds wins.</summary>
    public IReadOnlyList<string> Roots => Path == Shipped ? [Path] : [Path, Shipped];

    /// <summary>Finds the home.</summary>
    /// <param name="asked">The folder that was asked for, or <see langword="null"/> for the default.</param>
    public static HubHome Find(string? asked)
    {
        var shipped = Environment.GetEnvironmentVariable("EXCHANGE_ROOT") is { Length: > 0 } root ? root : FindShipped(AppContext.BaseDirectory);
        var path = asked ?? Environment.GetEnvironmentVariable("EXCHANGE_HOME") ?? (CanWrite(shipped) ? shipped : UserFolder());
        path = System.IO.Path.GetFullPath(path);
        if (File.Exists(path))
        {
            throw new ExchangeException(FailureKind.Configuration, $"The home '{path}' is a file.", "Name a folder: --home DIR.");
        }

        return new HubHome(path, System.IO.Path.GetFullPath(shipped));
    }

    private static string FindShipped(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(System.IO.Path.Combine(folder.FullName, "mappings", "schema")))
            {
                return folder.FullName;
            }
        }

        return from;
    }

    private static string UserFolder() => System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "exchange");

    private static bool CanWrite(string folder)
    {
        try
        {
            var probe = System.IO.Path.Combine(folder, $".exchange-probe-{Environment.ProcessId}");
            using (File.Create(probe, 1, FileOptions.DeleteOnClose))
            {
                return true;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
