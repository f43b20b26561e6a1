using System.Runtime.CompilerServices;
using Exchange.Connectors.Files.Reading;

namespace Exchange.Connectors.Files.Locations;

/// <summary>Finds the files of a folder that match a pattern, folder by folder along the pattern. Links are never followed.</summary>
internal static class FolderWalk
{
    private const int Deepest = 8;

    /// <summary>Looks for them.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="pattern">What matches.</param>
    /// <param name="enters">Which folders are looked into.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>Each file with all files beside it, by path.</returns>
    public static IAsyncEnumerable<(FolderItem File, IReadOnlyDictionary<string, FolderItem> Beside)> FindAsync(
        IFolder folder, PathPattern pattern, Func<FolderItem, bool> enters, CancellationToken cancellationToken) =>
        FindAsync(folder, pattern, enters, "", 0, 0, cancellationToken);

    private static async IAsyncEnumerable<(FolderItem File, IReadOnlyDictionary<string, FolderItem> Beside)> FindAsync(
        IFolder folder, PathPattern pattern, Func<FolderItem, bool> enters, string path, int segment, int depth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (depth > Deepest)
        {
            yield break;
        }

        var deep = pattern.Segments[segment] == "**";
        if (deep)
        {
            await foreach (var found in FindAsync(folder, pattern, enters, path, segment + 1, depth, cancellationToken))
            {
                yield return found;
            }
        }

        var items = await folder.ListAsync(path, cancellationToken);
        if (segment == pattern.Segments.Count - 1)
        {
            var files = items.Where(i => i.Kind == FolderItemKind.File).ToDictionary(i => i.Path, StringComparer.Ordinal);
            foreach (var file in files.Values.Where(f => pattern.Fits(segment, f.Name)))
            {
                yield return (file, files);
            }

            yield break;
        }

        foreach (var below in items.Where(i => i.Kind == FolderItemKind.Folder && FolderPath.IsPlain(i.Name) && enters(i) && (deep || pattern.Fits(segment, i.Name))))
        {
            await foreach (var found in FindAsync(folder, pattern, enters, below.Path, deep ? segment : segment + 1, depth + 1, cancellationToken))
            {
                yield return found;
            }
        }
    }
}
