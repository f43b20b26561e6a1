using System.IO.Hashing;

namespace Exchange.Connectors.Files.Reading;

/// <summary>Tells versions of a file apart that have the same size and time; nothing secret rests on it.</summary>
internal static class FileHash
{
    /// <summary>The digest of a file; the stream is left at its start.</summary>
    public static async Task<string> OfAsync(Stream stream, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        var hash = new XxHash128();
        await hash.AppendAsync(stream, cancellationToken);
        stream.Position = 0;
        return Convert.ToBase64String(hash.GetCurrentHash());
    }
}
