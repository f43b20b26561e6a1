namespace Exchange.Acceptance.Tests.Harness;

/// <summary>Where the built programs and what ships with them are.</summary>
internal static class Programs
{
    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    public static string Hub => Find("Exchange.Host");

    public static string Sandbox => Find("Exchange.Sandbox");

    private static string Find(string name)
    {
        // This assembly stands in artifacts/bin/<project>/release.
        var artifacts = Environment.GetEnvironmentVariable("EXCHANGE_ARTIFACTS") is { Length: > 0 } given
            ? given
            : Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", ".."));
        var program = Path.Combine(artifacts, "bin", name, "release", name + ".dll");
        return File.Exists(program) ? program : throw new FileNotFoundException($"{program} is not built; name the artifacts with EXCHANGE_ARTIFACTS.");
    }

    private static string FindRoot()
    {
        if (Environment.GetEnvironmentVariable("EXCHANGE_ROOT") is { Length: > 0 } given)
        {
            return given;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "mappings", "schema")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests has mappings/schema; name the repository with EXCHANGE_ROOT.");
    }
}
