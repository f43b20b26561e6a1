using Exchange.Abstractions.Security;
using Exchange.Security.Keys;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Exchange.Security.Digests;

/// <summary>HMAC-SM3, truncated.</summary>
internal sealed class SmDigester : IDigester
{
    private const int Sm3Length = 32;

    // A keyed HMac keeps the state after its key block, and may be used by one thread at a time.
    private readonly ThreadLocal<HMac[]> _macs;

    public SmDigester(MasterKey master)
    {
        var keys = DigestKeys.Derive(master, CipherSuite.Sm);
        _macs = new ThreadLocal<HMac[]>(() => [.. keys.Select(Keyed)]);
    }

    public byte[] Digest(DigestPurpose purpose, ReadOnlySpan<byte> content)
    {
        var mac = _macs.Value![DigestKeys.Index(purpose)];
        Span<byte> whole = stackalloc byte[Sm3Length];
        mac.BlockUpdate(content);
        mac.DoFinal(whole);
        return whole[..IDigester.Length].ToArray();
    }

    private static HMac Keyed(byte[] key)
    {
        var mac = new HMac(new SM3Digest());
        mac.Init(new KeyParameter(key));
        return mac;
    }
}
