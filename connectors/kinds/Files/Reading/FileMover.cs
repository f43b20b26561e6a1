using Exchange.Abstractions.Failures;
using Exchange.Connectors.Files.Locations;

namespace Exchange.Connectors.Files.Reading;

/// <summary>
/// Puts files away whose records are committed. A file that is not the version that was read any more stays where it is and is
/// read again; nothing is overwritten.
/// </summary>
internal sealed class FileMover(IFolder folder, FilesStream stream)
{
    private const int MostNames = 1000;

    public async Task PutAwayAsync(FileAcknowledgement acknowledgement, CancellationToken cancellationToken)
    {
        var (file, hash) = (acknowledgement.File.Item, acknowledgement.Hash);
        if (!file.IsSame(await folder.FindAsync(file.Path, cancellationToken)) || !await HasHashAsync(file, hash, cancellationToken))
        {
            return;
        }

        if (acknowledgement.File.Flag is { } flag)
        {
            // First the flag: a new upload of the same name must not find the old one's.
            await PutFlagAwayAsync(flag, acknowledgement.Failed, cancellationToken);
        }

        var target = acknowledgement.Failed || stream.Done == Afterwards.Move
            ? await MoveAsync(file.Path, Target(file.Path, acknowledgement.Failed), cancellationToken)
            : await MoveAsync(file.Path, FolderPath.Join(FolderPath.Folder(file.Path), $".{Guid.NewGuid():N}.taken"), cancellationToken);
        if (target is null)
        {
            return;
        }

        // Between the look and the move another version may have come in its place.
        if (await folder.FindAsync(target, cancellationToken) is not { } moved || moved.Size != file.Size || moved.Modified != file.Modified)
        {
            await MoveAsync(target, file.Path, cancellationToken);
            return;
        }

        if (!acknowledgement.Failed && stream.Done == Afterwards.Delete)
        {
            await folder.DeleteAsync(target, cancellationToken);
        }
    }

    private async Task<bool> HasHashAsync(FolderItem file, string? hash, CancellationToken cancellationToken)
    {
        if (hash is null)
        {
            return true;
        }

        await using var stream = await folder.OpenAsync(file, cancellationToken);
        return await FileHash.OfAsync(stream, cancellationToken) == hash;
    }

    private async Task PutFlagAwayAsync(FolderItem flag, bool failed, CancellationToken cancellationToken)
    {
        if (await folder.FindAsync(flag.Path, cancellationToken) is null)
        {
            return;
        }

        if (!failed && stream.Done == Afterwards.Delete)
        {
            await folder.DeleteAsync(flag.Path, cancellationToken);
        }
        else
        {
            await MoveAsync(flag.Path, Target(flag.Path, failed), cancellationToken);
        }
    }

    private async Task<string?> MoveAsync(string from, string to, CancellationToken cancellationToken)
    {
        for (var number = 1; number <= MostNames; number++)
        {
            var name = FolderPath.Numbered(to, number);
            if (await folder.MoveAsync(from, name, cancellationToken))
            {
                return name;
            }
        }

        throw new ExchangeException(
            FailureKind.Data, $"{folder.Place}: '{FolderPath.Shown(to)}' and {MostNames} names like it are taken.", "Clear the folder; the file stays where it is until then.");
    }

    private string Target(string path, bool failed)
    {
        var below = stream.Path.Base.Length == 0 ? path : path[(stream.Path.Base.Length + 1)..];
        var folderOf = failed ? stream.FailedFolder : stream.DoneFolder;
        return string.Join('/', folderOf.Split('/').Concat(below.Split('/').Select(FolderPath.Plain)));
    }
}
