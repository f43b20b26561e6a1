using System.Text.RegularExpressions;

namespace Exchange.Sandbox.Tests.Systems;

/// <summary>What the shipped connector files say of a system, read as text: what they need and which addresses they ask.</summary>
internal static partial class ConnectorText
{
    public static string Read(string system)
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "connectors", "systems")))
        {
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!;
        }
        return File.ReadAllText(Path.Combine(folder, "connectors", "systems", system, "connector.yaml"));
    }

    public static IReadOnlyList<string> Settings(string system) => [.. Setting().Matches(Read(system)).Select(m => m.Groups[1].Value).Distinct()];

    public static IReadOnlyList<string> Secrets(string system) => [.. Secret().Matches(Read(system)).Select(m => m.Groups[1].Value).Distinct()];

    public static IReadOnlyList<string> Paths(string system) => [.. RequestPath().Matches(Read(system)).Select(m => m.Groups[1].Value).Distinct()];

    [GeneratedRegex(@"\$\{setting:([a-z0-9.-]+)", RegexOptions.None, 1000)]
    private static partial Regex Setting();

    [GeneratedRegex(@"\$\{secret:([a-z0-9.-]+)", RegexOptions.None, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex(@"path: (/[^\s,}]+)", RegexOptions.None, 1000)]
    private static partial Regex RequestPath();
}
