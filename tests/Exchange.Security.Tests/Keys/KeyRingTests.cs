using Exchange.Abstractions.Failures;
using Exchange.Security.Keys;

namespace Exchange.Security.Tests.Keys;

public sealed class KeyRingTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OpenOrCreate_FirstStart_WritesAFileOnlyItsOwnerReads()
    {
        var ring = KeyRing.OpenOrCreate(_folder.KeyFile, "sm", TimeProvider.System);

        Assert.Equal("sm", ring.DigestSuite);
        Assert.Equal(ring.CurrentKeyId, ring.DigestKeyId);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.KeyFile));
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(Path.GetDirectoryName(_folder.KeyFile)!));
        }
    }

    [Fact]
    public void OpenOrCreate_SecondStartWithAnotherSuite_KeepsKeyAndDigestSuite()
    {
        var first = KeyRing.OpenOrCreate(_folder.KeyFile, "aes", TimeProvider.System);

        var second = KeyRing.OpenOrCreate(_folder.KeyFile, "sm", TimeProvider.System);

        Assert.Equal(first.Fingerprint, second.Fingerprint);
        Assert.Equal("aes", second.DigestSuite);
    }

    [Fact]
    public async Task OpenOrCreate_ManyAtOnce_AllGetTheSameKey()
    {
        using var gate = new ManualResetEventSlim();
        var starts = Enumerable.Range(0, 16).Select(_ => Task.Factory.StartNew(
            () =>
            {
                gate.Wait();
                return KeyRing.OpenOrCreate(_folder.KeyFile, "aes", TimeProvider.System).Fingerprint;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();
        gate.Set();

        var fingerprints = await Task.WhenAll(starts);

        Assert.Single(fingerprints.Distinct());
        Assert.Equal([_folder.KeyFile], Directory.GetFiles(Path.GetDirectoryName(_folder.KeyFile)!));
    }

    [Theory]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void Open_FileOthersMayUse_IsRefusedWithARemedy(UnixFileMode extra)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        KeyRing.OpenOrCreate(_folder.KeyFile, "aes", TimeProvider.System);
        File.SetUnixFileMode(_folder.KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | extra);

        var failure = Assert.Throws<ExchangeException>(() => KeyRing.Open(_folder.KeyFile));

        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.Contains("chmod 600", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"format":2}""")]
    [InlineData("""{"format":1,"current":"00000001","digestKey":"00000001","digestSuite":"aes","keys":[]}""")]
    [InlineData("""{"format":1,"current":"00000001","digestKey":"00000001","digestSuite":"aes","keys":[{"id":"00000001","created":"2026-01-01T00:00:00Z","key":"c2hvcnQ="}]}""")]
    public void Open_DamagedFile_IsRefusedAndNotReplaced(string content)
    {
        KeyRing.OpenOrCreate(_folder.KeyFile, "aes", TimeProvider.System);
        File.WriteAllText(_folder.KeyFile, content);

        var failure = Assert.Throws<ExchangeException>(() => KeyRing.OpenOrCreate(_folder.KeyFile, "aes", TimeProvider.System));

        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.Equal(content, File.ReadAllText(_folder.KeyFile));
    }

    [Fact]
    public async Task RotateAsync_ARing_SealsWithTheNewKeyAndOpensTheOld()
    {
        var before = _folder.Services();
        var blob = before.Sealer.Seal("张三"u8, "t/1"u8);
        var digest = before.Digester.Digest(Abstractions.Security.DigestPurpose.Name, "张三"u8);

        await KeyRing.RotateAsync(_folder.KeyFile, TimeProvider.System, CancellationToken.None);
        var after = _folder.Services();

        Assert.NotEqual(before.Keys.CurrentKeyId, after.Keys.CurrentKeyId);
        Assert.Equal(before.Keys.Fingerprint, after.Keys.Fingerprint);
        Assert.Equal("张三"u8, after.Sealer.Open(blob, "t/1"u8));
        Assert.Equal(digest, after.Digester.Digest(Abstractions.Security.DigestPurpose.Name, "张三"u8));
        var failure = Assert.Throws<ExchangeException>(() => before.Sealer.Open(after.Sealer.Seal("x"u8, "t/1"u8), "t/1"u8));
        Assert.Equal(FailureKind.Configuration, failure.Kind);
    }
}
