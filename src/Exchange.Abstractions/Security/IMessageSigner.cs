namespace Exchange.Abstractions.Security;

/// <summary>Computes what gateways ask for beside a request: hashes, keyed hashes and signatures over named parts.</summary>
public interface IMessageSigner
{
    /// <summary>The words a connector file may use for an algorithm.</summary>
    static IReadOnlyList<string> Algorithms { get; } =
        ["md5", "sha1", "sha256", "sm3", "hmac-md5", "hmac-sha1", "hmac-sha256", "hmac-sm3", "sm2", "rsa-sha256"];

    /// <summary>Computes the signature of a message.</summary>
    /// <param name="algorithm">One of <see cref="Algorithms"/>.</param>
    /// <param name="message">The bytes to sign.</param>
    /// <param name="key">The key as configured: text for keyed hashes, hex or PEM for <c>sm2</c>, PEM for <c>rsa-sha256</c>; <see langword="null"/> for plain hashes.</param>
    /// <returns>The hash or signature; of <c>sm2</c> the 64 bytes r‖s (user id 1234567812345678, GM/T 0009-2012).</returns>
    /// <exception cref="Failures.ExchangeException">The algorithm is unknown or the key cannot be used (configuration).</exception>
    byte[] Compute(string algorithm, ReadOnlySpan<byte> message, string? key);

    /// <summary>Encrypts what a gateway wants sealed, in the way its interface book says.</summary>
    /// <param name="algorithm"><c>sm4-ecb</c>, <c>sm4-cbc</c> or <c>aes-cbc</c>, all with PKCS#7 padding; <c>sm2</c> (C1C3C2).</param>
    /// <param name="message">The clear bytes.</param>
    /// <param name="key">The key in hex; for <c>sm2</c> the public point.</param>
    /// <param name="initialisation">The initialisation vector in hex, where the mode has one.</param>
    byte[] Encrypt(string algorithm, ReadOnlySpan<byte> message, string key, string? initialisation = null);

    /// <summary>The reverse of <see cref="Encrypt"/>; for <c>sm2</c> the key is the private one.</summary>
    /// <exception cref="Failures.ExchangeException">The bytes were not made with this key (data).</exception>
    byte[] Decrypt(string algorithm, ReadOnlySpan<byte> message, string key, string? initialisation = null);
}
