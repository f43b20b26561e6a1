using Exchange.Connectors.Files.Locations;

namespace Exchange.Connectors.Files.Reading;

/// <summary>A file that is there completely.</summary>
/// <param name="Item">The file.</param>
/// <param name="Flag">Its flag file, where it has one.</param>
internal sealed record ReadyFile(FolderItem Item, FolderItem? Flag)
{
    /// <summary>Since when it has been complete, as far as the location's times tell.</summary>
    public DateTimeOffset Time => Flag is not null && Flag.Modified > Item.Modified ? Flag.Modified : Item.Modified;
}
