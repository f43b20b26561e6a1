using Exchange.Abstractions.Security;

namespace Exchange.Security.Tests.Digests;

public sealed class DigesterTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("aes")]
    [InlineData("sm")]
    public void Digest_SameBytes_EqualForAPurposeAndDifferentBetweenPurposes(string suite)
    {
        var digester = _folder.Services(suite).Digester;
        var again = _folder.Services(suite).Digester;

        var digests = Enum.GetValues<DigestPurpose>().Select(p => Convert.ToHexString(digester.Digest(p, "35059919900101005X"u8))).ToArray();

        Assert.Equal(digests.Length, digests.Distinct().Count());
        Assert.All(digests, d => Assert.Equal(IDigester.Length * 2, d.Length));
        Assert.Equal(digests, Enum.GetValues<DigestPurpose>().Select(p => Convert.ToHexString(again.Digest(p, "35059919900101005X"u8))));
    }

    [Fact]
    public void Digest_AnotherInstallation_Differs()
    {
        using var other = new ScratchFolder();

        Assert.NotEqual(
            _folder.Services().Digester.Digest(DigestPurpose.Key, "1"u8),
            other.Services().Digester.Digest(DigestPurpose.Key, "1"u8));
    }

    [Theory]
    [InlineData("aes")]
    [InlineData("sm")]
    public void Digest_FromManyThreads_IsTheSame(string suite)
    {
        var digester = _folder.Services(suite).Digester;
        var expected = Enumerable.Range(0, 50).Select(i => digester.Digest(DigestPurpose.Content, new byte[i])).ToArray();

        Parallel.For(0, 2_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            Assert.Equal(expected[i % 50], digester.Digest(DigestPurpose.Content, new byte[i % 50])));
    }

    [Fact]
    public void Digest_NoSuchPurpose_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _folder.Services().Digester.Digest(0, "x"u8));
}
