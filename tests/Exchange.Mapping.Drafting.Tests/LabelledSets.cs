namespace Exchange.Mapping.Drafting.Tests;

/// <summary>The labelled sets of the repository.</summary>
internal static class LabelledSets
{
    public static string Root { get; } = Find();

    public static string Folder => Path.Combine(Root, "tests", "Exchange.Mapping.Drafting");

    public static IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Exchange.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The repository was not found above the tests.");
    }
}
