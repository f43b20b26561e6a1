using Exchange.Abstractions.Failures;

namespace Exchange.Connectors.Files.Locations;

/// <summary>A folder of this machine, or one mounted into it.</summary>
internal sealed class LocalFolder(string system, string root) : IFolder
{
    private const int Most = 100_000;

    private readonly string _root = Path.GetFullPath(root);

    public string Place => $"{system} {_root}";

    public Task CheckAsync(CancellationToken cancellationToken) => Run("", () =>
    {
        if (!Directory.Exists(_root))
        {
            throw new ExchangeException(FailureKind.Configuration, $"{Place}: the folder does not exist.", "Create it, or set 'folder' to where the files are put.");
        }

        return Directory.EnumerateFileSystemEntries(_root).Any();
    });

    public Task<IReadOnlyList<FolderItem>> ListAsync(string folder, CancellationToken cancellationToken) => Run<IReadOnlyList<FolderItem>>(folder, () =>
    {
        var path = Full(folder);
        var items = new List<FolderItem>();
        if (!Directory.Exists(path))
        {
            return items;
        }

        foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos())
        {
            cancellationToken.ThrowIfCancellationRequested();
            items.Add(Item(FolderPath.Join(folder, entry.Name), entry));
            if (items.Count > Most)
            {
                throw new ExchangeException(FailureKind.Data, $"{Place}: folder '{FolderPath.Shown(folder)}' holds more than {Most} entries.", "Move what was read elsewhere, or narrow 'path'.");
            }
        }

        return items;
    });

    public Task<FolderItem?> FindAsync(string path, CancellationToken cancellationToken) => Run<FolderItem?>(path, () =>
    {
        var file = new FileInfo(Full(path));
        return file.Exists || file.LinkTarget is not null ? Item(path, file) : null;
    });

    public Task<Stream> OpenAsync(FolderItem file, CancellationToken cancellationToken) => Run<Stream>(file.Path, () =>
        new FileStream(Full(file.Path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 128 * 1024, FileOptions.SequentialScan));

    public Task<bool> MoveAsync(string from, string to, CancellationToken cancellationToken) => Run(from, () =>
    {
        var target = Full(to);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        RefuseLinks(to);
        if (File.Exists(target))
        {
            return false;
        }

        try
        {
            File.Move(Full(from), target, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(target))
        {
            return false;
        }
    });

    public Task ReplaceAsync(string from, string to, CancellationToken cancellationToken) => Run(from, () =>
    {
        File.Move(Full(from), Full(to), overwrite: true);
        return true;
    });

    public Task DeleteAsync(string path, CancellationToken cancellationToken) => Run(path, () =>
    {
        File.Delete(Full(path));
        return true;
    });

    public Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => Run(path, () =>
    {
        var target = Full(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        RefuseLinks(path);
        using var file = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None);
        file.Write(content.Span);
        file.Flush(flushToDisk: true);
        return true;
    });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static FolderItem Item(string path, FileSystemInfo entry)
    {
        var kind = entry.LinkTarget is not null || (entry.Attributes & (FileAttributes.ReparsePoint | FileAttributes.Device)) != 0 ? FolderItemKind.Other
            : entry is DirectoryInfo || (entry.Attributes & FileAttributes.Directory) != 0 ? FolderItemKind.Folder
            : (entry.Attributes & FileAttributes.Normal) != 0 || entry is FileInfo ? FolderItemKind.File
            : FolderItemKind.Other;
        return new FolderItem(path, kind, kind == FolderItemKind.File ? ((FileInfo)entry).Length : 0, entry.LastWriteTimeUtc);
    }

    private string Full(string path) => path.Length == 0 ? _root
        : FolderPath.IsBelow(path) ? Path.Combine(_root, path)
        : throw new ExchangeException(FailureKind.Data, $"{Place}: '{FolderPath.Shown(path)}' leads out of the folder.", "Use paths below the folder.");

    // A link put where the hub writes would lead its writing elsewhere.
    private void RefuseLinks(string path)
    {
        for (var folder = FolderPath.Folder(path); folder.Length > 0; folder = FolderPath.Folder(folder))
        {
            if (new DirectoryInfo(Full(folder)).LinkTarget is not null)
            {
                throw new ExchangeException(FailureKind.Configuration, $"{Place}: '{FolderPath.Shown(folder)}' is a link; the hub does not write behind links.", "Make it a folder.");
            }
        }
    }

    private Task<T> Run<T>(string path, Func<T> work)
    {
        try
        {
            return Task.FromResult(work());
        }
        catch (UnauthorizedAccessException exception)
        {
            return Task.FromException<T>(new ExchangeException(
                FailureKind.Configuration, $"{Place}: no access to '{FolderPath.Shown(path)}'.", "Grant the hub's user reading, and writing where files are moved.", exception));
        }
        catch (IOException exception)
        {
            return Task.FromException<T>(new ExchangeException(
                FailureKind.Transient, $"{Place}: '{FolderPath.Shown(path)}' cannot be used ({exception.GetType().Name}).", "It is tried again; if it lasts, check the disk or the mount.", exception));
        }
    }
}
