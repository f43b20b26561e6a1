using Exchange.Abstractions.Failures;
using Exchange.Connectors.Files.Locations;

namespace Exchange.Connectors.Files.Reading;

/// <summary>Finds the files of a stream that are there completely, in the order they are read.</summary>
internal sealed class ReadyFiles(IFolder folder, FilesStream stream, TimeProvider time)
{
    private const int Most = 100_000;

    private static readonly TimeSpan Plausible = TimeSpan.FromDays(1);

    /// <summary>Looks for them.</summary>
    public async Task<(IReadOnlyList<ReadyFile> Files, IReadOnlyList<string> Notices)> FindAsync(CancellationToken cancellationToken)
    {
        var found = new List<ReadyFile>();
        var unusable = 0;
        await foreach (var (file, beside) in FolderWalk.FindAsync(folder, stream.Path, f => f.Path != stream.DoneFolder && f.Path != stream.FailedFolder, cancellationToken))
        {
            if (IsTemporary(file.Name) || Judge(file, beside) is not { } ready)
            {
                continue;
            }

            // A name that is not UTF-8 cannot be said again, so the file can be neither opened nor moved.
            if (file.Path.Contains('\uFFFD', StringComparison.Ordinal))
            {
                unusable++;
                continue;
            }

            found.Add(ready);
            if (found.Count > Most)
            {
                throw new ExchangeException(FailureKind.Data, $"{folder.Place}: more than {Most} files wait for stream '{stream.Name}'.", "Narrow 'path', or move files away.");
            }
        }

        found.Sort(stream.ByName
            ? static (a, b) => string.CompareOrdinal(a.Item.Path, b.Item.Path)
            : static (a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : string.CompareOrdinal(a.Item.Path, b.Item.Path));
        return (found, unusable == 0 ? [] : [$"{unusable} files are left alone: their names are not UTF-8"]);
    }

    private ReadyFile? Judge(FolderItem item, IReadOnlyDictionary<string, FolderItem> beside)
    {
        if (stream.Ready.Flag is { } suffix)
        {
            if (item.Name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            var dot = item.Path.LastIndexOf('.');
            var flag = beside.GetValueOrDefault(item.Path + suffix)
                ?? (dot > item.Path.LastIndexOf('/') + 1 ? beside.GetValueOrDefault(item.Path[..dot] + suffix) : null);
            return flag is null ? null : new ReadyFile(item, flag);
        }

        var age = time.GetUtcNow() - item.Modified;
        return age >= stream.Ready.Unchanged || age < -Plausible ? new ReadyFile(item, null) : null;
    }

    private bool IsTemporary(string name) =>
        name.StartsWith('.') || name.StartsWith("~$", StringComparison.Ordinal)
        || stream.Ready.Temporary.Any(t => name.EndsWith(t, StringComparison.OrdinalIgnoreCase));
}
