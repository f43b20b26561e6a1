using System.Security.Cryptography;
using Exchange.Abstractions.Failures;

namespace Exchange.Security.Tests.Sealing;

public sealed class SuiteSealerTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("aes", 0)]
    [InlineData("aes", 1)]
    [InlineData("aes", 70_000)]
    [InlineData("sm", 0)]
    [InlineData("sm", 1)]
    [InlineData("sm", 15)]
    [InlineData("sm", 70_000)]
    public void Open_WhatWasSealed_GivesThePlainBytes(string suite, int length)
    {
        var sealer = _folder.Services(suite).Sealer;
        var plain = RandomNumberGenerator.GetBytes(length);

        var blob = sealer.Seal(plain, "landing/7/1"u8);

        Assert.Equal(suite, sealer.Suite);
        Assert.Equal(length + 34, blob.Length);
        Assert.Equal(plain, sealer.Open(blob, "landing/7/1"u8));
        Assert.NotEqual(blob, sealer.Seal(plain, "landing/7/1"u8));
    }

    [Theory]
    [InlineData("aes", "sm")]
    [InlineData("sm", "aes")]
    public void Open_AfterTheSuiteChanged_OpensBoth(string before, string after)
    {
        var old = _folder.Services(before).Sealer.Seal("旧"u8, "p"u8);

        var services = _folder.Services(after);

        Assert.Equal(after, services.Sealer.Suite);
        Assert.Equal("旧"u8, services.Sealer.Open(old, "p"u8));
        Assert.Equal(before, services.Keys.DigestSuite);
    }

    [Theory]
    [InlineData("aes")]
    [InlineData("sm")]
    public void Open_AnyByteChanged_NeverOpens(string suite)
    {
        var sealer = _folder.Services(suite).Sealer;
        var blob = sealer.Seal("35059919900101005X"u8, "case/1"u8);

        for (var i = 0; i < blob.Length; i++)
        {
            var changed = (byte[])blob.Clone();
            changed[i] ^= 0x04;
            var failure = Assert.Throws<ExchangeException>(() => sealer.Open(changed, "case/1"u8));
            // Another key id names a key that is not here; everything else is changed data.
            Assert.Equal(i is >= 2 and < 6 ? FailureKind.Configuration : FailureKind.Data, failure.Kind);
        }
    }

    [Theory]
    [InlineData("aes")]
    [InlineData("sm")]
    public void Open_TheOtherSuitesNumber_DoesNotOpen(string suite)
    {
        var sealer = _folder.Services(suite).Sealer;
        var blob = sealer.Seal("x"u8, "p"u8);
        blob[1] = (byte)(3 - blob[1]);

        Assert.Equal(FailureKind.Data, Assert.Throws<ExchangeException>(() => sealer.Open(blob, "p"u8)).Kind);
    }

    [Theory]
    [InlineData("aes")]
    [InlineData("sm")]
    public void Open_AtAnotherPlace_IsADataFailure(string suite)
    {
        var sealer = _folder.Services(suite).Sealer;
        var blob = sealer.Seal("x"u8, "case/1"u8);

        Assert.Equal(FailureKind.Data, Assert.Throws<ExchangeException>(() => sealer.Open(blob, "case/2"u8)).Kind);
        Assert.Equal(FailureKind.Data, Assert.Throws<ExchangeException>(() => sealer.Open(blob.AsSpan(0, 20), "case/1"u8)).Kind);
        Assert.Equal(FailureKind.Data, Assert.Throws<ExchangeException>(() => sealer.Open([], "case/1"u8)).Kind);
    }

    [Theory]
    [InlineData("aes")]
    [InlineData("sm")]
    public void Seal_ALongPlace_OpensThereOnly(string suite)
    {
        var sealer = _folder.Services(suite).Sealer;
        var place = RandomNumberGenerator.GetBytes(4_000);

        var blob = sealer.Seal("x"u8, place);

        Assert.Equal("x"u8, sealer.Open(blob, place));
        place[^1] ^= 1;
        Assert.Throws<ExchangeException>(() => sealer.Open(blob, place));
    }

    [Fact]
    public void Open_WithAnotherInstallationsKeys_IsAConfigurationFailure()
    {
        using var other = new ScratchFolder();
        var blob = other.Services().Sealer.Seal("x"u8, "p"u8);

        var failure = Assert.Throws<ExchangeException>(() => _folder.Services().Sealer.Open(blob, "p"u8));

        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.Contains("key file", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aes")]
    [InlineData("sm")]
    public void Seal_FromManyThreads_EveryBlobOpens(string suite)
    {
        var services = _folder.Services(suite);

        Parallel.For(0, 2_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var plain = new byte[i % 300];
            plain.AsSpan().Fill((byte)i);
            var place = BitConverter.GetBytes(i);
            Assert.Equal(plain, services.Sealer.Open(services.Sealer.Seal(plain, place), place));
        });
    }

    [Theory]
    [InlineData("aes", 0)]
    [InlineData("sm", 800)]
    public void Seal_ManyTimes_AllocatesLittleBesideTheResult(string suite, int allowed)
    {
        var sealer = _folder.Services(suite).Sealer;
        var plain = new byte[1_500];
        sealer.Seal(plain, "p"u8);
        const int rounds = 200;

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < rounds; i++)
        {
            sealer.Seal(plain, "p"u8);
        }

        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / rounds;
        Assert.InRange(each, 1_534, 1_534 + 32 + allowed);
    }

    [Fact]
    public void Create_UnknownSuite_IsAConfigurationFailure() =>
        Assert.Equal(FailureKind.Configuration, Assert.Throws<ExchangeException>(() => _folder.Services("des")).Kind);
}
