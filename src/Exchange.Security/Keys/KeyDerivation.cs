using System.Security.Cryptography;
using System.Text;
using Exchange.Abstractions.Security;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace Exchange.Security.Keys;

/// <summary>Derives the key of a suite and purpose from a master key: HKDF over SHA-256 or over SM3.</summary>
internal static class KeyDerivation
{
    private const int AesKeyLength = 32;
    private const int Sm4KeyLength = 16;
    private const int DigestKeyLength = 32;

    public static byte[] SealingKey(MasterKey master, CipherSuite suite) =>
        Derive(master, suite, "seal", suite is CipherSuite.Sm ? Sm4KeyLength : AesKeyLength);

    public static byte[] DigestKey(MasterKey master, CipherSuite suite, DigestPurpose purpose) =>
        Derive(master, suite, $"digest/{(int)purpose}", DigestKeyLength);

    private static byte[] Derive(MasterKey master, CipherSuite suite, string purpose, int length)
    {
        var info = Encoding.ASCII.GetBytes($"exchange/1/{CipherSuites.Word(suite)}/{purpose}");
        if (suite is not CipherSuite.Sm)
        {
            return HKDF.DeriveKey(HashAlgorithmName.SHA256, master.Secret, length, salt: null, info);
        }

        var derived = new byte[length];
        var generator = new HkdfBytesGenerator(new SM3Digest());
        generator.Init(new HkdfParameters(master.Secret, null, info));
        generator.GenerateBytes(derived, 0, length);
        return derived;
    }
}
