namespace Exchange.Abstractions.Security;

/// <summary>
/// Seals personal data with authenticated encryption. A sealed blob names its suite and key, so that keys and suites can
/// change while old blobs stay readable. Safe for use from many threads.
/// </summary>
public interface ISealer
{
    /// <summary>The suite new blobs are sealed with: <c>aes</c> (AES-256-GCM, SHA-256) or <c>sm</c> (SM4-GCM, SM3).</summary>
    string Suite { get; }

    /// <summary>Seals bytes.</summary>
    /// <param name="plain">What to seal.</param>
    /// <param name="place">Where the blob will stand (table, row, version); it opens nowhere else.</param>
    byte[] Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> place);

    /// <summary>Opens a blob sealed for the same place.</summary>
    /// <exception cref="Failures.ExchangeException">The key is not here (configuration) or the blob was changed or moved (data).</exception>
    byte[] Open(ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> place);
}
