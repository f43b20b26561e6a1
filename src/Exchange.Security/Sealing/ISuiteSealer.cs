namespace Exchange.Security.Sealing;

/// <summary>Authenticated encryption of one suite with one key; safe for use from many threads.</summary>
internal interface ISuiteSealer
{
    CipherSuite Suite { get; }

    uint KeyId { get; }

    /// <summary>Encrypts into <paramref name="cipherAndTag"/>, which is longer than the plain bytes by a tag.</summary>
    void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associated, Span<byte> cipherAndTag);

    /// <summary>Decrypts; returns whether the bytes are the ones that were sealed.</summary>
    bool TryOpen(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipherAndTag, ReadOnlySpan<byte> associated, Span<byte> plain);
}
