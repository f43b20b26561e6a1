namespace Exchange.Connectors.Files.Locations;

/// <summary>An entry of a folder, never one behind a link.</summary>
/// <param name="Path">Its path below the connector's folder, with <c>/</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Modified">When it was last written, as the location tells it.</param>
internal sealed record FolderItem(string Path, FolderItemKind Kind, long Size, DateTimeOffset Modified)
{
    public string Name => FolderPath.Name(Path);

    /// <summary>Whether this is still what was seen before, as far as size and time tell.</summary>
    public bool IsSame(FolderItem? other) => other is not null && other.Kind == Kind && other.Size == Size && other.Modified == Modified;
}
