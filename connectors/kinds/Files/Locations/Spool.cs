namespace Exchange.Connectors.Files.Locations;

/// <summary>A nameless file on this machine that holds what was fetched until it has been read: readable by this program alone, gone with it.</summary>
internal static class Spool
{
    public static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), $"exchange-{Guid.NewGuid():N}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = 128 * 1024,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var stream = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
        {
            // Without a name nothing stays behind when the process is killed.
            File.Delete(path);
        }

        return stream;
    }
}
