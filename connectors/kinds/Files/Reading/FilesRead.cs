using Exchange.Connectors.Files.Locations;

namespace Exchange.Connectors.Files.Reading;

/// <summary>What reading a stream stands on.</summary>
internal sealed record FilesRead
{
    public required IFolder Folder { get; init; }

    public required FilesStream Stream { get; init; }

    /// <summary>The system's zone.</summary>
    public required TimeZoneInfo Zone { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The present.</summary>
    public DateTimeOffset Now => Time.GetUtcNow();
}
