using Exchange.Connectors.Files.Locations;

namespace Exchange.Connectors.Files.Reading;

/// <summary>Stands on the last record of a file: once it is committed, all are.</summary>
/// <param name="File">The file as it was when it was read.</param>
/// <param name="Hash">The digest of what was read; <see langword="null"/> where it was not opened.</param>
/// <param name="Failed">Whether it could not be read to its end.</param>
internal sealed record FileAcknowledgement(ReadyFile File, string? Hash, bool Failed);
