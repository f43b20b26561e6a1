using Exchange.Security.Keys;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Exchange.Security.Sealing;

/// <summary>SM4-GCM (GB/T 32907) by BouncyCastle.</summary>
internal sealed class SmSealer : ISuiteSealer, IDisposable
{
    private readonly ThreadLocal<Ciphers> _ciphers;

    public SmSealer(MasterKey master)
    {
        KeyId = master.Id;
        var key = new KeyParameter(KeyDerivation.SealingKey(master, CipherSuite.Sm));
        _ciphers = new ThreadLocal<Ciphers>(() => new Ciphers(key));
    }

    public CipherSuite Suite => CipherSuite.Sm;

    public uint KeyId { get; }

    public void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associated, Span<byte> cipherAndTag) =>
        _ciphers.Value!.Run(forSealing: true, nonce, plain, associated, cipherAndTag);

    public bool TryOpen(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipherAndTag, ReadOnlySpan<byte> associated, Span<byte> plain)
    {
        try
        {
            _ciphers.Value!.Run(forSealing: false, nonce, cipherAndTag, associated, plain);
            return true;
        }
        catch (InvalidCipherTextException)
        {
            return false;
        }
    }

    public void Dispose() => _ciphers.Dispose();

    private sealed class Ciphers
    {
        private readonly GcmBlockCipher _seal = new(new SM4Engine());
        private readonly GcmBlockCipher _open = new(new SM4Engine());

        public Ciphers(KeyParameter key)
        {
            // The key schedule and the table of the hash are made here; later calls name no key and so keep both.
            var start = new byte[SealedBlob.NonceLength];
            _seal.Init(true, new ParametersWithIV(key, start));
            _open.Init(false, new ParametersWithIV(key, start));
        }

        public void Run(bool forSealing, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> input, ReadOnlySpan<byte> associated, Span<byte> output)
        {
            var cipher = forSealing ? _seal : _open;
            cipher.Init(forSealing, new ParametersWithIV(null, nonce));
            cipher.ProcessAadBytes(associated);
            var written = cipher.ProcessBytes(input, output);
            cipher.DoFinal(output[written..]);
        }
    }
}
