using System.Security.Cryptography;

namespace Exchange.Connectors.Files.Reading;

/// <summary>Tells versions of a file apart that have the same size and time.</summary>
internal static class FileHash
{
    /// <summary>The digest of a file; the stream is left at its start.</summary>
    public static async Task<string> OfAsync(Stream stream, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        var digest = await SHA256.HashDataAsync(stream, cancellationToken);
        stream.Position = 0;
        return Convert.ToBase64String(digest.AsSpan(0, 18));
    }
}
