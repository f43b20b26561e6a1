namespace Exchange.Connectors.Files.Locations;

/// <summary>
/// The folder of a connector, wherever it is. Paths are below it; nothing here follows a link. Failures are
/// <see cref="Abstractions.Failures.ExchangeException"/>s with their kind.
/// </summary>
internal interface IFolder : IAsyncDisposable
{
    /// <summary>What it is, for people.</summary>
    string Place { get; }

    /// <summary>The entries of a folder; empty where it does not exist.</summary>
    Task<IReadOnlyList<FolderItem>> ListAsync(string folder, CancellationToken cancellationToken);

    /// <summary>One entry, or <see langword="null"/>.</summary>
    Task<FolderItem?> FindAsync(string path, CancellationToken cancellationToken);

    /// <summary>Opens a file for reading from any place in it.</summary>
    Task<Stream> OpenAsync(FolderItem file, CancellationToken cancellationToken);

    /// <summary>Moves a file, making the folder it goes to; overwrites nothing.</summary>
    /// <returns>Whether it was moved; <see langword="false"/> where the new name is taken.</returns>
    Task<bool> MoveAsync(string from, string to, CancellationToken cancellationToken);

    /// <summary>Moves a file over whatever stands there.</summary>
    Task ReplaceAsync(string from, string to, CancellationToken cancellationToken);

    /// <summary>Deletes a file; one that is not there is no failure.</summary>
    Task DeleteAsync(string path, CancellationToken cancellationToken);

    /// <summary>Writes a whole file and puts it onto the disk, making the folder it is in.</summary>
    Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Whether the folder itself is there and may be listed; throws where not.</summary>
    Task CheckAsync(CancellationToken cancellationToken);
}
