using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Exchange.Security.Tests;

/// <summary>The algorithms of suite sm against the examples of their standards.</summary>
public sealed class AlgorithmVectorTests
{
    [Theory]
    [InlineData("abc", 1, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    [InlineData("abcd", 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")]
    public void Sm3_StandardExample_Matches(string text, int times, string expected)
    {
        var digest = new SM3Digest();
        for (var i = 0; i < times; i++)
        {
            digest.BlockUpdate(System.Text.Encoding.ASCII.GetBytes(text));
        }

        var result = new byte[32];
        digest.DoFinal(result);

        Assert.Equal(expected, Convert.ToHexStringLower(result));
    }

    [Fact]
    public void HmacSm3_KnownExample_Matches()
    {
        var mac = new HMac(new SM3Digest());
        mac.Init(new KeyParameter("key"u8));
        mac.BlockUpdate("abc"u8);
        var result = new byte[32];
        mac.DoFinal(result);

        Assert.Equal("28e63256e7c5a087b1f073265dc53092163f7b82729735d06f28f10af9d52393", Convert.ToHexStringLower(result));
    }

    [Theory]
    [InlineData(1, "681edf34d206965e86b3e94f536e4246")]
    [InlineData(1_000_000, "595298c7c6fd271f0402f804c33d3f66")]
    public void Sm4_StandardExample_Matches(int rounds, string expected)
    {
        var block = Convert.FromHexString("0123456789abcdeffedcba9876543210");
        var engine = new SM4Engine();
        engine.Init(true, new KeyParameter(block));
        for (var i = 0; i < rounds; i++)
        {
            engine.ProcessBlock(block, block);
        }

        Assert.Equal(expected, Convert.ToHexStringLower(block));
    }

    [Fact]
    public void Sm4Gcm_ExampleOfRfc8998_Matches()
    {
        var cipher = new Org.BouncyCastle.Crypto.Modes.GcmBlockCipher(new SM4Engine());
        var key = new KeyParameter(Convert.FromHexString("0123456789ABCDEFFEDCBA9876543210"));
        cipher.Init(true, new ParametersWithIV(key, new byte[12]));
        cipher.Init(true, new ParametersWithIV(null, Convert.FromHexString("00001234567800000000ABCD")));
        cipher.ProcessAadBytes(Convert.FromHexString("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2"));
        var plain = Convert.FromHexString(
            "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDDEEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA");
        var result = new byte[plain.Length + 16];
        var written = cipher.ProcessBytes(plain, result);
        cipher.DoFinal(result.AsSpan(written));

        Assert.Equal(
            "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
            + "83DE3541E4C2B58177E065A9BF7B62EC",
            Convert.ToHexString(result));
    }
}
