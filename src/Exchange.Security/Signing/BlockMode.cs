using Exchange.Abstractions.Failures;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;

namespace Exchange.Security.Signing;

/// <summary>Block ciphers in the modes that interface books name, with PKCS#7 padding.</summary>
internal static class BlockMode
{
    private static readonly string[] Names = ["sm4-ecb", "sm4-cbc", "aes-cbc", "sm2"];

    public static byte[] Run(string algorithm, ReadOnlySpan<byte> message, string key, string? initialisation, bool encrypt)
    {
        IBlockCipherMode mode = algorithm switch
        {
            "sm4-ecb" => new EcbBlockCipher(new SM4Engine()),
            "sm4-cbc" => new CbcBlockCipher(new SM4Engine()),
            "aes-cbc" => new CbcBlockCipher(new AesEngine()),
            _ => throw MessageSigner.Unknown(algorithm, Names),
        };
        try
        {
            var cipher = new PaddedBufferedBlockCipher(mode, new Pkcs7Padding());
            var secret = new KeyParameter(Convert.FromHexString(key));
            cipher.Init(encrypt, algorithm.EndsWith("-cbc", StringComparison.Ordinal)
                ? new ParametersWithIV(secret, Convert.FromHexString(initialisation ?? throw new FormatException("no initialisation vector")))
                : secret);
            return cipher.DoFinal(message.ToArray());
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new ExchangeException(FailureKind.Configuration, $"The key for {algorithm} cannot be used.", "Give key and initialisation vector in hex, 32 characters each.", e);
        }
        catch (CryptoException e)
        {
            throw new ExchangeException(FailureKind.Data, $"What was sealed with {algorithm} does not open with this key.", "Compare the key with the one the system uses.", e);
        }
    }
}
