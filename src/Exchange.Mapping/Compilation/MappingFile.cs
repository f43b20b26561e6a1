namespace Exchange.Mapping.Compilation;

/// <summary>A mapping file under a root.</summary>
/// <param name="Id">The mapping's id: folder and file name, <c>provincial-hall/cases</c>.</param>
/// <param name="Path">The file.</param>
internal sealed record MappingFile(string Id, string Path)
{
    private const string TestsEnd = ".tests.yaml";

    /// <summary>The system: the folder.</summary>
    public string SystemId => Id[..Id.IndexOf('/')];

    /// <summary>The file as an engineer would type it.</summary>
    public string ShownAs => ShownPath.Of(Path);

    /// <summary>The file with its tests, whether it exists or not.</summary>
    public string TestsPath => System.IO.Path.ChangeExtension(Path, null) + TestsEnd;

    /// <summary>The mapping files under some roots, ordered by id; of two with one id the first root's stands.</summary>
    public static IReadOnlyList<MappingFile> All(IReadOnlyList<string> roots)
    {
        var files = new SortedDictionary<string, MappingFile>(StringComparer.Ordinal);
        foreach (var (system, path) in Yaml(roots).Where(f => !f.Path.EndsWith(TestsEnd, StringComparison.Ordinal)))
        {
            var id = $"{system}/{System.IO.Path.GetFileNameWithoutExtension(path)}";
            files.TryAdd(id, new MappingFile(id, path));
        }

        return [.. files.Values];
    }

    /// <summary>The files with tests under some roots, and the id of the mapping each belongs to.</summary>
    public static IEnumerable<(string Id, string Path)> Tests(IReadOnlyList<string> roots) =>
        Yaml(roots)
            .Where(f => f.Path.EndsWith(TestsEnd, StringComparison.Ordinal))
            .Select(f => ($"{f.SystemId}/{System.IO.Path.GetFileName(f.Path)[..^TestsEnd.Length]}", f.Path));

    private static IEnumerable<(string SystemId, string Path)> Yaml(IReadOnlyList<string> roots)
    {
        foreach (var folder in roots.Select(r => System.IO.Path.Combine(r, "mappings")).Where(Directory.Exists))
        {
            foreach (var systemFolder in Directory.EnumerateDirectories(folder))
            {
                var system = System.IO.Path.GetFileName(systemFolder);
                if (system is "schema" or "codes")
                {
                    continue;
                }

                foreach (var path in Directory.EnumerateFiles(systemFolder, "*.yaml"))
                {
                    yield return (system, path);
                }
            }
        }
    }
}
