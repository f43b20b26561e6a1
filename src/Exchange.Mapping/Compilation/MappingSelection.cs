using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;

namespace Exchange.Mapping.Compilation;

/// <summary>Which mappings a person means.</summary>
internal static class MappingSelection
{
    private const string TestsEnd = ".tests.yaml";

    /// <summary>The mappings meant by files, folders, systems or ids; all where nothing is named.</summary>
    /// <exception cref="ExchangeException">A name means nothing.</exception>
    public static IReadOnlyList<MappingFile> Of(IReadOnlyList<string> roots, IReadOnlyList<string>? pathsOrIds)
    {
        var all = MappingFile.All(roots);
        if (pathsOrIds is not { Count: > 0 })
        {
            return all;
        }

        var chosen = new List<MappingFile>();
        foreach (var name in pathsOrIds)
        {
            var found = all.Where(f => Means(name, f, roots)).ToList();
            if (found.Count == 0)
            {
                found.Add(Outside(name, all));
            }

            chosen.AddRange(found.Where(f => !chosen.Contains(f)));
        }

        return chosen;
    }

    private static bool Means(string name, MappingFile file, IReadOnlyList<string> roots)
    {
        if (name == file.Id || name == file.SystemId)
        {
            return true;
        }

        foreach (var folder in roots.Prepend(Environment.CurrentDirectory))
        {
            var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(folder, name)));
            var own = Path.GetFullPath(file.Path);
            if (path == own || path == Path.GetFullPath(file.TestsPath)
                || (own.StartsWith(path + Path.DirectorySeparatorChar, StringComparison.Ordinal) && Directory.Exists(path)))
            {
                return true;
            }
        }

        return false;
    }

    // A file that lies under no root is judged by its folder and name.
    private static MappingFile Outside(string name, IReadOnlyList<MappingFile> all)
    {
        var path = Path.GetFullPath(name.EndsWith(TestsEnd, StringComparison.Ordinal) ? name[..^TestsEnd.Length] + ".yaml" : name);
        if (File.Exists(path) && path.EndsWith(".yaml", StringComparison.Ordinal) && Path.GetDirectoryName(path) is { Length: > 1 } folder)
        {
            return new MappingFile($"{Path.GetFileName(folder)}/{Path.GetFileNameWithoutExtension(path)}", path);
        }

        var nearest = NearestKey.Find(name, all.Select(f => f.Id));
        throw new ExchangeException(
            FailureKind.Configuration,
            $"There is no mapping '{name}'.",
            nearest is null ? "Give a file below mappings/, a system, or an id such as system/stream." : $"Did you mean '{nearest}'?");
    }
}
