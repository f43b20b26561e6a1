using System.Security.Cryptography;
using Exchange.Abstractions.Security;
using Exchange.Security.Keys;

namespace Exchange.Security.Digests;

/// <summary>HMAC-SHA256, truncated.</summary>
internal sealed class AesDigester(MasterKey master) : IDigester
{
    private readonly byte[][] _keys = DigestKeys.Derive(master, CipherSuite.Aes);

    public byte[] Digest(DigestPurpose purpose, ReadOnlySpan<byte> content)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_keys[DigestKeys.Index(purpose)], content, whole);
        return whole[..IDigester.Length].ToArray();
    }
}
