using System.Security.Cryptography;
using Exchange.Security.Keys;

namespace Exchange.Security.Sealing;

/// <summary>AES-256-GCM by the platform's library.</summary>
internal sealed class AesSealer : ISuiteSealer, IDisposable
{
    // An AesGcm may not be used by two threads at once on every platform, and making one costs more than a short message.
    private readonly ThreadLocal<AesGcm> _cipher;

    public AesSealer(MasterKey master)
    {
        KeyId = master.Id;
        var key = KeyDerivation.SealingKey(master, CipherSuite.Aes);
        _cipher = new ThreadLocal<AesGcm>(() => new AesGcm(key, SealedBlob.TagLength));
    }

    public CipherSuite Suite => CipherSuite.Aes;

    public uint KeyId { get; }

    public void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associated, Span<byte> cipherAndTag) =>
        _cipher.Value!.Encrypt(nonce, plain, cipherAndTag[..plain.Length], cipherAndTag[plain.Length..], associated);

    public bool TryOpen(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipherAndTag, ReadOnlySpan<byte> associated, Span<byte> plain)
    {
        try
        {
            _cipher.Value!.Decrypt(nonce, cipherAndTag[..plain.Length], cipherAndTag[plain.Length..], plain, associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose() => _cipher.Dispose();
}
