namespace Exchange.Acceptance.Tests.Harness;

/// <summary>Processes that still work for a home: started with its folder as an argument, or standing in it as PostgreSQL does.</summary>
internal static class Leftovers
{
    public static IReadOnlyList<string> Of(Home home)
    {
        string[] places = [home.Folder, home.Cluster.Base, home.SandboxCluster.Base];
        var found = new List<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(p => int.TryParse(Path.GetFileName(p), out _)))
        {
            try
            {
                var words = File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
                var stands = new FileInfo(Path.Combine(process, "cwd")).LinkTarget ?? "";
                if (places.Any(p => words.Contains(p, StringComparison.Ordinal) || stands.StartsWith(p, StringComparison.Ordinal)))
                {
                    found.Add($"{Path.GetFileName(process)} {words} in {stands}");
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile, or is another user's and none of ours.
            }
        }

        return found;
    }
}
