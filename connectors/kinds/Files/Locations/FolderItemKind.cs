namespace Exchange.Connectors.Files.Locations;

/// <summary>What an entry of a folder is.</summary>
internal enum FolderItemKind
{
    File,
    Folder,

    /// <summary>A link, a device, a pipe: nothing the hub follows or reads.</summary>
    Other,
}
