using System.Text;
using Exchange.Abstractions.Failures;
using Exchange.Security.Signing;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Exchange.Security.Tests.Signing;

public sealed class MessageSignerTests
{
    // GM/T 0003.5-2012, annex A.
    private const string PrivateKey = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
    private const string PublicKey = "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";

    private readonly MessageSigner _signer = new();

    [Theory]
    [InlineData("md5", "abc", null, "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("sha256", "abc", null, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("sm3", "abc", null, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    [InlineData("hmac-sm3", "abc", "key", "28e63256e7c5a087b1f073265dc53092163f7b82729735d06f28f10af9d52393")]
    public void Compute_HashOfKnownText_Matches(string algorithm, string text, string? key, string expected)
    {
        Assert.Equal(expected, Convert.ToHexStringLower(_signer.Compute(algorithm, Encoding.UTF8.GetBytes(text), key)));
    }

    [Fact]
    public void Compute_Sm2_VerifiesWithThePublicKeyAndTheDefaultUserId()
    {
        var message = Encoding.ASCII.GetBytes("message digest");
        var signature = _signer.Compute("sm2", message, PrivateKey);

        var domain = new ECDomainParameters(GMNamedCurves.GetByName("sm2p256v1"));
        var verifier = new SM2Signer(PlainDsaEncoding.Instance);
        verifier.Init(false, new ParametersWithID(new ECPublicKeyParameters(domain.Curve.DecodePoint(Convert.FromHexString(PublicKey)), domain), Encoding.ASCII.GetBytes("1234567812345678")));
        verifier.BlockUpdate(message);
        Assert.Equal(64, signature.Length);
        Assert.True(verifier.VerifySignature(signature));
    }

    [Theory]
    [InlineData("sm4-ecb", null)]
    [InlineData("sm4-cbc", "000102030405060708090a0b0c0d0e0f")]
    [InlineData("aes-cbc", "000102030405060708090a0b0c0d0e0f")]
    public void Decrypt_WhatWasEncrypted_IsTheMessage(string algorithm, string? initialisation)
    {
        const string Key = "0123456789abcdeffedcba9876543210";
        var message = Encoding.UTF8.GetBytes("洛阳镇人民政府");

        var closed = _signer.Encrypt(algorithm, message, Key, initialisation);

        Assert.NotEqual(message, closed);
        Assert.Equal(message, _signer.Decrypt(algorithm, closed, Key, initialisation));
    }

    [Fact]
    public void Decrypt_Sm2WithAndWithoutTheLeadingByte_IsTheMessage()
    {
        var message = Encoding.ASCII.GetBytes("a licence");
        var closed = _signer.Encrypt("sm2", message, PublicKey);

        Assert.Equal(message, _signer.Decrypt("sm2", closed, PrivateKey));
        Assert.Equal(message, _signer.Decrypt("sm2", closed[1..], PrivateKey));
    }

    [Fact]
    public void Compute_UnknownAlgorithm_NamesTheKnownOnes()
    {
        var failure = Assert.Throws<ExchangeException>(() => _signer.Compute("sha7", [], null));
        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.Contains("hmac-sm3", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Decrypt_WithAnotherKey_IsADataFailure()
    {
        var closed = _signer.Encrypt("sm4-cbc", new byte[40], "0123456789abcdeffedcba9876543210", "000102030405060708090a0b0c0d0e0f");
        Assert.Equal(FailureKind.Data, Assert.Throws<ExchangeException>(() => _signer.Decrypt("sm4-cbc", closed, "1123456789abcdeffedcba9876543210", "000102030405060708090a0b0c0d0e0f")).Kind);
    }
}
