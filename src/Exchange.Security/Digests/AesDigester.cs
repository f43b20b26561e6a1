using System.Security.Cryptography;
using Exchange.Abstractions.Security;
using Exchange.Security.Keys;

namespace Exchange.Security.Digests;

/// <summary>HMAC-SHA256, truncated.</summary>
internal sealed class AesDigester : IDigester, IDisposable
{
    // A hash that holds its key costs a third of one that is given the key each time; it may not be used by two threads at once.
    private readonly ThreadLocal<IncrementalHash[]> _hashes;

    public AesDigester(MasterKey master)
    {
        var keys = DigestKeys.Derive(master, CipherSuite.Aes);
        _hashes = new ThreadLocal<IncrementalHash[]>(() => Array.ConvertAll(keys, key => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key)), trackAllValues: true);
    }

    public byte[] Digest(DigestPurpose purpose, ReadOnlySpan<byte> content)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var hash = _hashes.Value![DigestKeys.Index(purpose)];
        hash.AppendData(content);
        hash.GetHashAndReset(whole);
        return whole[..IDigester.Length].ToArray();
    }

    public void Dispose()
    {
        foreach (var hash in _hashes.Values.SelectMany(h => h))
        {
            hash.Dispose();
        }

        _hashes.Dispose();
    }
}
