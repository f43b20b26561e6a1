using System.Text;
using Exchange.Abstractions.Security;
using Exchange.Security.Keys;

namespace Exchange.Security.Tests;

/// <summary>
/// What stands in databases must stay readable. The expected values were made by an independent program (another
/// language, another library); where one of these tests fails, the change makes stored data useless.
/// </summary>
public sealed class StoredFormTests
{
    [Theory]
    [InlineData("aes", DigestPurpose.Record, "9278dfd88412b0342a46639ea9427adf")]
    [InlineData("aes", DigestPurpose.Document, "db74b4837b187f3c719126e89dfcaa0b")]
    [InlineData("sm", DigestPurpose.Record, "5633bfbe92f5a0dbf233711c68f4602b")]
    [InlineData("sm", DigestPurpose.Document, "f59d4b8a5400ec63446b81ea309c7e08")]
    public void Digest_OfAKnownKey_IsAsStored(string suite, DigestPurpose purpose, string expected)
    {
        var digester = SecurityServices.Create(Ring(suite), suite).Digester;

        Assert.Equal(expected, Convert.ToHexStringLower(digester.Digest(purpose, "35059919900101005X"u8)));
    }

    [Theory]
    [InlineData("01010000000a6465666768696a6b6c6d6e6f65bc62f9115ab6cdfabb2048db44ff6e08c0bcc6137b")]
    [InlineData("01020000000a6465666768696a6b6c6d6e6f06f3d3dd7678262e088e6b63e7d375a2430879fc609c")]
    public void Open_AStoredBlob_GivesThePlainBytes(string blob)
    {
        var sealer = SecurityServices.Create(Ring("aes"), "aes").Sealer;

        Assert.Equal("张三", Encoding.UTF8.GetString(sealer.Open(Convert.FromHexString(blob), "case/1"u8)));
    }

    private static KeyRing Ring(string digestSuite) => KeyFile.Read("hub.keys", Encoding.ASCII.GetBytes($$"""
        {
          "format": 1, "current": "0000000a", "digestKey": "0000000a", "digestSuite": "{{digestSuite}}",
          "keys": [{ "id": "0000000a", "created": "2026-01-01T00:00:00Z", "key": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=" }]
        }
        """));
}
