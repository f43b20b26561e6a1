using System.Text;
using Exchange.Abstractions.Security;

namespace Exchange.Pipeline.Records;

/// <summary>
/// How a key of a source stands in the store: as it is where it certainly holds no personal data, otherwise as a keyed
/// digest behind a tilde. Equal keys give equal stored keys, so look-ups work without the clear text.
/// </summary>
/// <param name="digester">Makes the digests.</param>
/// <param name="privacy">Tells harmless keys from others.</param>
public sealed class StoredKey(IDigester digester, IPrivacyGuard privacy)
{
    private const int LongestClearKey = 120;

    /// <summary>The stored form of a key.</summary>
    public string Of(string key) =>
        key.Length <= LongestClearKey && key.Length > 0 && key[0] is not ('~' or '?') && privacy.IsHarmless(key)
            ? key
            : $"~{Convert.ToHexStringLower(digester.Digest(DigestPurpose.Key, Encoding.UTF8.GetBytes(key)))}";

    /// <summary>The stored form for a record that has no key: a digest of the whole record behind a question mark.</summary>
    public string OfKeyless(ReadOnlySpan<byte> record) =>
        $"?{Convert.ToHexStringLower(digester.Digest(DigestPurpose.Key, record))}";
}
