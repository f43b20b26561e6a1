using System.Xml.Linq;

namespace Exchange.Architecture.Tests;

/// <summary>The repository as files.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Project files of the product: src and connectors.</summary>
    public static IReadOnlyList<string> ProductProjects { get; } = [.. Projects("src"), .. Projects("connectors")];

    public static IReadOnlyList<string> TestProjects { get; } = [.. Projects("tests")];

    /// <summary>Source files of the product.</summary>
    public static IReadOnlyList<string> Sources { get; } = [.. Files("src", "*.cs"), .. Files("connectors", "*.cs")];

    public static string Shown(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    public static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    /// <summary>The names of the projects a project refers to; a pattern stays as it is.</summary>
    public static IReadOnlyList<string> References(string project) =>
        [.. Items(project, "ProjectReference").Select(i => i.Contains('*', StringComparison.Ordinal) ? i : Path.GetFileNameWithoutExtension(i.Replace('\\', '/')))];

    public static IReadOnlyList<string> Packages(string project) => Items(project, "PackageReference");

    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(f => !Shown(f).Split('/').Any(p => p is "bin" or "obj" or "artifacts" or "node_modules"))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Projects(string folder) => Files(folder, "*.csproj");

    private static string[] Items(string project, string name) =>
        [.. XDocument.Load(project).Descendants(name).Select(e => e.Attribute("Include")?.Value).OfType<string>()];

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
