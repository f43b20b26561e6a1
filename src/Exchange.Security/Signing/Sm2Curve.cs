using System.Text;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace Exchange.Security.Signing;

/// <summary>SM2 on the recommended curve (GM/T 0003.5-2012), with keys in hex.</summary>
internal static class Sm2Curve
{
    // GM/T 0009-2012, 10: the user id where the two sides agree on none.
    private static readonly byte[] DefaultUser = Encoding.ASCII.GetBytes("1234567812345678");

    private static readonly ECDomainParameters Domain = new(GMNamedCurves.GetByName("sm2p256v1"));

    /// <summary>The signature as r‖s, each 32 bytes.</summary>
    public static byte[] Sign(ReadOnlySpan<byte> message, string privateKey)
    {
        var signer = new SM2Signer(PlainDsaEncoding.Instance);
        signer.Init(forSigning: true, new ParametersWithID(Private(privateKey), DefaultUser));
        signer.BlockUpdate(message);
        return signer.GenerateSignature();
    }

    /// <summary>C1‖C3‖C2, C1 with its leading 04.</summary>
    public static byte[] Encrypt(ReadOnlySpan<byte> message, string publicKey)
    {
        var engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.Init(forEncryption: true, new ParametersWithRandom(Public(publicKey), new SecureRandom()));
        return engine.ProcessBlock(message.ToArray(), 0, message.Length);
    }

    /// <summary>The reverse of <see cref="Encrypt"/>; a C1 without its leading 04 is understood.</summary>
    public static byte[] Decrypt(ReadOnlySpan<byte> message, string privateKey)
    {
        byte[] whole = message is [0x04, ..] ? message.ToArray() : [0x04, .. message];
        var engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.Init(forEncryption: false, Private(privateKey));
        try
        {
            return engine.ProcessBlock(whole, 0, whole.Length);
        }
        catch (ArgumentException e)
        {
            throw new InvalidCipherTextException("no point of the curve", e);
        }
    }

    private static ECPrivateKeyParameters Private(string key) => new(new BigInteger(1, Convert.FromHexString(key.Trim())), Domain);

    private static ECPublicKeyParameters Public(string key)
    {
        var point = Convert.FromHexString(key.Trim());
        return new ECPublicKeyParameters(Domain.Curve.DecodePoint(point.Length == 64 ? [0x04, .. point] : point), Domain);
    }
}
