using System.Security.Cryptography;
using System.Text;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Security;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Exchange.Security.Signing;

/// <summary>Hashes, keyed hashes and signatures as gateways ask for them. Holds no key and is safe for use from many threads.</summary>
public sealed class MessageSigner : IMessageSigner
{
    /// <inheritdoc/>
    public byte[] Compute(string algorithm, ReadOnlySpan<byte> message, string? key) => algorithm switch
    {
#pragma warning disable CA5350, CA5351 // The other side's interface book decides, not the hub.
        "md5" => MD5.HashData(message),
        "sha1" => SHA1.HashData(message),
        "hmac-md5" => HMACMD5.HashData(KeyText(algorithm, key), message),
        "hmac-sha1" => HMACSHA1.HashData(KeyText(algorithm, key), message),
#pragma warning restore CA5350, CA5351
        "sha256" => SHA256.HashData(message),
        "sm3" => Sm3(message),
        "hmac-sha256" => HMACSHA256.HashData(KeyText(algorithm, key), message),
        "hmac-sm3" => HmacSm3(KeyText(algorithm, key), message),
        "sm2" => Usable(algorithm, message, key, Sm2Curve.Sign),
        "rsa-sha256" => Usable(algorithm, message, key, Rsa),
        _ => throw Unknown(algorithm, IMessageSigner.Algorithms),
    };

    /// <inheritdoc/>
    public byte[] Encrypt(string algorithm, ReadOnlySpan<byte> message, string key, string? initialisation = null) => algorithm == "sm2"
        ? Usable(algorithm, message, key, Sm2Curve.Encrypt)
        : BlockMode.Run(algorithm, message, key, initialisation, encrypt: true);

    /// <inheritdoc/>
    public byte[] Decrypt(string algorithm, ReadOnlySpan<byte> message, string key, string? initialisation = null) => algorithm == "sm2"
        ? Usable(algorithm, message, key, Sm2Curve.Decrypt)
        : BlockMode.Run(algorithm, message, key, initialisation, encrypt: false);

    internal static ExchangeException Unknown(string algorithm, IEnumerable<string> known) =>
        new(FailureKind.Configuration, $"'{algorithm}' is no algorithm the hub knows.", $"Use one of {string.Join(", ", known)}.");

    private delegate byte[] KeyedOperation(ReadOnlySpan<byte> message, string key);

    private static byte[] Usable(string algorithm, ReadOnlySpan<byte> message, string? key, KeyedOperation operation)
    {
        try
        {
            return operation(message, key ?? throw new FormatException());
        }
        catch (Exception e) when (e is FormatException or ArgumentException or CryptographicException)
        {
            throw new ExchangeException(FailureKind.Configuration, $"The key for {algorithm} cannot be used.", "Give it in hex or PEM, as the interface book of the system hands it out.", e);
        }
        catch (InvalidCipherTextException e)
        {
            throw new ExchangeException(FailureKind.Data, $"What was sealed with {algorithm} does not open with this key.", "Compare the key with the one the system uses.", e);
        }
    }

    private static byte[] Rsa(ReadOnlySpan<byte> message, string key)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(key);
        return rsa.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static byte[] Sm3(ReadOnlySpan<byte> message)
    {
        var digest = new SM3Digest();
        digest.BlockUpdate(message);
        var result = new byte[digest.GetDigestSize()];
        digest.DoFinal(result, 0);
        return result;
    }

    private static byte[] HmacSm3(byte[] key, ReadOnlySpan<byte> message)
    {
        var mac = new HMac(new SM3Digest());
        mac.Init(new KeyParameter(key));
        mac.BlockUpdate(message);
        var result = new byte[mac.GetMacSize()];
        mac.DoFinal(result, 0);
        return result;
    }

    private static byte[] KeyText(string algorithm, string? key) => key is { Length: > 0 }
        ? Encoding.UTF8.GetBytes(key)
        : throw new ExchangeException(FailureKind.Configuration, $"{algorithm} needs a key.", "Name one: key: ${secret:…}.");
}
