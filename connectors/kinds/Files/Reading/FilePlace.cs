namespace Exchange.Connectors.Files.Reading;

/// <summary>How far a file has been read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Hash">Which version of it.</param>
/// <param name="Part">The member of an archive, from 0.</param>
/// <param name="Row">The last row that was read.</param>
internal sealed record FilePlace(string Path, string Hash, int Part, long Row);
