using Exchange.Abstractions.Failures;

namespace Exchange.Connectors.Files.Reading;

/// <summary>
/// Files that are kept and were written anew with the same size and time. Only their contents tell, so they are looked at
/// where that costs little: on this machine, the latest of those within the overlap, up to a number of bytes a run.
/// </summary>
internal static class RewrittenFiles
{
    private const long Most = 64L * 1024 * 1024;

    /// <summary>Their paths.</summary>
    /// <param name="read">What reading stands on.</param>
    /// <param name="files">The files that are ready, in the order of their times.</param>
    /// <param name="cursor">What was read.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task<IReadOnlySet<string>> FindAsync(FilesRead read, IReadOnlyList<ReadyFile> files, FilesCursor cursor, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        if (!read.Folder.IsNear || read.Stream.Done != Afterwards.Keep)
        {
            return found;
        }

        var left = Most;
        foreach (var file in files.Reverse())
        {
            if (file.Item.Size > left || cursor.HashOf(file) is not { } known)
            {
                continue;
            }

            left -= file.Item.Size;
            try
            {
                await using var bytes = await read.Folder.OpenAsync(file.Item, cancellationToken);
                if (!(await FileHash.OfAsync(bytes, cancellationToken)).StartsWith(known, StringComparison.Ordinal))
                {
                    found.Add(file.Item.Path);
                }
            }
            catch (Exception exception) when (exception is ExchangeException or IOException)
            {
                // It is gone or locked; the next run looks again.
            }
        }

        return found;
    }
}
