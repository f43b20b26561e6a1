using System.Security.Cryptography;
using System.Text;

namespace Exchange.Storage.Cluster;

/// <summary>Places for the data of clusters whose home the server's account cannot enter, such as one below root's own folder.</summary>
internal static class ElsewhereFolder
{
    private const string HomeFile = "home";

    public static readonly IReadOnlyList<string> Parents = ["/var/lib/exchange-hub", "/var/tmp/exchange-hub"];

    /// <summary>A new name below the parent: a home made anew at the same path must not meet the data of the one before.</summary>
    public static string NameFor(ClusterFolder folder, string parent)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder.Path)))[..16];
        return Path.Combine(parent, $"{hash}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
    }

    /// <summary>The pointer is written first: a place that names its home without being named by it is abandoned.</summary>
    public static void Bind(ClusterFolder folder, string place)
    {
        folder.WriteLocation(place);
        File.WriteAllText(Path.Combine(place, HomeFile), folder.Path + "\n");
    }

    /// <summary>Removes what temporary homes left behind when they were removed; any other home may only be unmounted.</summary>
    public static void RemoveAbandoned(string parent)
    {
        foreach (var place in Directory.EnumerateDirectories(parent))
        {
            var marker = Path.Combine(place, HomeFile);
            if (!File.Exists(marker))
                continue;
            var home = new ClusterFolder(File.ReadAllText(marker).TrimEnd('\n'));
            if (!IsTemporary(home.Path) || home.Base == place || ServerProcesses.On(Path.Combine(place, "data")).Count > 0)
                continue;
            try
            {
                Directory.Delete(place, recursive: true);
            }
            catch (IOException)
            {
                // Another hub removes it, too.
            }
        }
    }

    private static bool IsTemporary(string path) =>
        new[] { "/tmp/", "/var/tmp/", Path.TrimEndingDirectorySeparator(Path.GetTempPath()) + "/" }
            .Any(t => path.StartsWith(t, StringComparison.Ordinal));
}
