using System.Net.Sockets;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Exchange.Connectors.Files.Locations;

/// <summary>A folder of an SFTP server, over one connection that is made when it is needed and made again when it was lost.</summary>
internal sealed class SftpFolder(string system, SftpSettings settings, string root, IRequestBudget budget) : IFolder
{
    private const int Most = 100_000;

    private readonly SemaphoreSlim _connecting = new(1);
    private SftpClient? _client;

    public string Place => $"{system} sftp://{settings.Host}:{settings.Port}/{root.TrimStart('/')}";

    public Task CheckAsync(CancellationToken cancellationToken) => Run("", async client =>
    {
        if (!await client.ExistsAsync(Full(""), cancellationToken))
        {
            throw new ExchangeException(FailureKind.Configuration, $"{Place}: the folder does not exist.", "Create it, or set 'folder' to where the files are put.");
        }

        await foreach (var _ in client.ListDirectoryAsync(Full(""), cancellationToken))
        {
            break;
        }

        return true;
    }, cancellationToken);

    public Task<IReadOnlyList<FolderItem>> ListAsync(string folder, CancellationToken cancellationToken) => Run<IReadOnlyList<FolderItem>>(folder, async client =>
    {
        var items = new List<FolderItem>();
        try
        {
            await foreach (var entry in client.ListDirectoryAsync(Full(folder), cancellationToken))
            {
                // A server that lists names with a slash wants to lead the hub out of the folder.
                if (!FolderPath.IsName(entry.Name))
                {
                    continue;
                }

                items.Add(Item(FolderPath.Join(folder, entry.Name), entry.Attributes));
                if (items.Count > Most)
                {
                    throw new ExchangeException(FailureKind.Data, $"{Place}: folder '{FolderPath.Shown(folder)}' holds more than {Most} entries.", "Move what was read elsewhere, or narrow 'path'.");
                }
            }
        }
        catch (SftpPathNotFoundException)
        {
            return [];
        }

        return items;
    }, cancellationToken);

    public Task<FolderItem?> FindAsync(string path, CancellationToken cancellationToken) => Run<FolderItem?>(path, async client =>
    {
        try
        {
            return Item(path, await client.GetAttributesAsync(Full(path), cancellationToken));
        }
        catch (SftpPathNotFoundException)
        {
            return null;
        }
    }, cancellationToken);

    public async Task<Stream> OpenAsync(FolderItem file, CancellationToken cancellationToken)
    {
        var spool = Spool.Create();
        try
        {
            await Run(file.Path, async client =>
            {
                spool.SetLength(0);
                await using var bounded = new Archives.BoundedStream(spool, file.Size, $"{Place}: '{FolderPath.Shown(file.Path)}' grows while it is read.", FailureKind.Transient, ownsInner: false);
                await client.DownloadFileAsync(Full(file.Path), bounded, cancellationToken);
                return true;
            }, cancellationToken);
            if (spool.Length != file.Size)
            {
                throw new ExchangeException(FailureKind.Transient, $"{Place}: '{FolderPath.Shown(file.Path)}' came incompletely.", "It is read again.");
            }

            spool.Position = 0;
            return spool;
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    public Task<bool> MoveAsync(string from, string to, CancellationToken cancellationToken) => Run(from, async client =>
    {
        await CreateFolderAsync(client, FolderPath.Folder(to), cancellationToken);
        if (await client.ExistsAsync(Full(to), cancellationToken))
        {
            return false;
        }

        try
        {
            await client.RenameFileAsync(Full(from), Full(to), cancellationToken);
            return true;
        }
        catch (SftpException) when (client.Exists(Full(to)))
        {
            return false;
        }
    }, cancellationToken);

    public Task ReplaceAsync(string from, string to, CancellationToken cancellationToken) => Run(from, client =>
    {
        client.RenameFile(Full(from), Full(to), isPosix: true);
        return Task.FromResult(true);
    }, cancellationToken);

    public Task DeleteAsync(string path, CancellationToken cancellationToken) => Run(path, async client =>
    {
        try
        {
            await client.DeleteFileAsync(Full(path), cancellationToken);
        }
        catch (SftpPathNotFoundException)
        {
            // Gone already.
        }

        return true;
    }, cancellationToken);

    public Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => Run(path, async client =>
    {
        await CreateFolderAsync(client, FolderPath.Folder(path), cancellationToken);
        await using var file = await client.OpenAsync(Full(path), FileMode.Create, FileAccess.Write, cancellationToken);
        await file.WriteAsync(content, cancellationToken);
        await file.FlushAsync(cancellationToken);
        return true;
    }, cancellationToken);

    public ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _connecting.Dispose();
        return ValueTask.CompletedTask;
    }

    private static FolderItem Item(string path, SftpFileAttributes attributes) => new(
        path,
        attributes.IsSymbolicLink ? FolderItemKind.Other : attributes.IsDirectory ? FolderItemKind.Folder : attributes.IsRegularFile ? FolderItemKind.File : FolderItemKind.Other,
        attributes.Size,
        attributes.LastWriteTimeUtc);

    private string Full(string path) => path.Length == 0 ? root
        : FolderPath.IsBelow(path) ? $"{root.TrimEnd('/')}/{path}"
        : throw new ExchangeException(FailureKind.Data, $"{Place}: '{FolderPath.Shown(path)}' leads out of the folder.", "Use paths below the folder.");

    private async Task CreateFolderAsync(SftpClient client, string folder, CancellationToken cancellationToken)
    {
        if (folder.Length == 0 || await client.ExistsAsync(Full(folder), cancellationToken))
        {
            return;
        }

        await CreateFolderAsync(client, FolderPath.Folder(folder), cancellationToken);
        await client.CreateDirectoryAsync(Full(folder), cancellationToken);
    }

    private async Task<SftpClient> ClientAsync(CancellationToken cancellationToken)
    {
        await _connecting.WaitAsync(cancellationToken);
        try
        {
            if (_client is not { IsConnected: true })
            {
                _client?.Dispose();
                _client = null;
                _client = await SftpConnection.OpenAsync(settings, Place, cancellationToken);
            }

            return _client;
        }
        finally
        {
            _connecting.Release();
        }
    }

    private async Task<T> Run<T>(string path, Func<SftpClient, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            using var permit = await budget.AcquireAsync(cancellationToken);
            return await work(await ClientAsync(cancellationToken));
        }
        catch (SftpPermissionDeniedException exception)
        {
            throw new ExchangeException(
                FailureKind.Configuration, $"{Place}: the server denies access to '{FolderPath.Shown(path)}'.", "Ask the owner to grant the hub's user reading, and writing where files are moved.", exception);
        }
        catch (SftpPathNotFoundException exception)
        {
            throw new ExchangeException(FailureKind.Transient, $"{Place}: '{FolderPath.Shown(path)}' is not there any more.", "It is looked for again at the next run.", exception);
        }
        catch (Exception exception) when (exception is SshException or SocketException or IOException or ObjectDisposedException && !cancellationToken.IsCancellationRequested)
        {
            throw new ExchangeException(
                FailureKind.Transient, $"{Place}: the connection was lost or the server failed at '{FolderPath.Shown(path)}'.", "It is tried again; if it lasts, check the network and ask the owner of the server.", exception);
        }
    }
}
