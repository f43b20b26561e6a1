using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Security;
using Exchange.Security.Secrets;

namespace Exchange.Security.Tests.Secrets;

public sealed class FileSecretSourceTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Secret_SetInTheFile_IsSealedThereAndReadBack()
    {
        var source = CreateSut();

        await source.SetSecretAsync("provincial-hall", "sesame-open", CancellationToken.None);

        Assert.Equal("sesame-open", CreateSut().Secret("provincial-hall"));
        var file = Path.Combine(_folder.Root, ".exchange", "secrets.json");
        Assert.DoesNotContain("sesame", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Equal(["provincial-hall"], source.ListSecrets());
        Assert.True(await source.RemoveSecretAsync("provincial-hall", CancellationToken.None));
        Assert.False(await source.RemoveSecretAsync("provincial-hall", CancellationToken.None));
        Assert.Null(source.Secret("provincial-hall"));
    }

    [Fact]
    public async Task Secret_EverywhereAtOnce_EnvironmentThenFolderThenFile()
    {
        var source = CreateSut();
        await source.SetSecretAsync("a-b.c", "file", CancellationToken.None);
        Assert.Equal("file", source.Secret("a-b.c"));

        var folder = Path.Combine(_folder.Root, "run-secrets");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "a-b.c"), "folder\r\n");
        _environment[FileSecretSource.FolderVariable] = folder;
        Assert.Equal("folder", source.Secret("a-b.c"));

        _environment["EXCHANGE_SECRET_A_B_C"] = "environment";
        Assert.Equal("environment", source.Secret("a-b.c"));
    }

    [Fact]
    public async Task Setting_InFileAndEnvironment_EnvironmentWins()
    {
        var source = CreateSut();
        await source.SetSettingAsync("zone.departments", "一,二", CancellationToken.None);
        await source.SetSettingAsync("hall.url", "http://127.0.0.1:1/", CancellationToken.None);
        _environment["EXCHANGE_SETTING_HALL_URL"] = "http://127.0.0.1:2/";

        Assert.Equal("一,二", source.Setting("zone.departments"));
        Assert.Equal("http://127.0.0.1:2/", source.Setting("hall.url"));
        Assert.Equal(["hall.url=http://127.0.0.1:2/", "zone.departments=一,二"], source.ListSettings().Select(p => $"{p.Key}={p.Value}"));
        Assert.Null(source.Setting("unknown"));
        Assert.True(await source.RemoveSettingAsync("zone.departments", CancellationToken.None));
        Assert.Null(source.Setting("zone.departments"));
    }

    [Theory]
    [InlineData("../keys/hub.keys")]
    [InlineData("")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    public async Task SetSecretAsync_NameThatIsNone_IsRefused(string name)
    {
        _environment[FileSecretSource.FolderVariable] = _folder.Root;

        Assert.Null(CreateSut().Secret(name));
        var failure = await Assert.ThrowsAsync<ExchangeException>(() => CreateSut().SetSecretAsync(name, "x", CancellationToken.None));
        Assert.Equal(FailureKind.Configuration, failure.Kind);
    }

    [Fact]
    public async Task SetSettingAsync_ManyAtOnce_LosesNone()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => CreateSut().SetSettingAsync($"s{i}", $"{i}", CancellationToken.None))));

        Assert.Equal(20, CreateSut().ListSettings().Count);
    }

    [Fact]
    public async Task Secret_MovedToAnotherName_DoesNotOpen()
    {
        await CreateSut().SetSecretAsync("one", "x", CancellationToken.None);
        var file = Path.Combine(_folder.Root, ".exchange", "secrets.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"one\"", "\"two\"", StringComparison.Ordinal));

        var failure = Assert.Throws<ExchangeException>(() => CreateSut().Secret("two"));

        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.Contains("exchange secret set two", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Setting_WithoutAnyFile_MakesNoKey()
    {
        Assert.Null(CreateSut().Setting("x"));
        Assert.Null(CreateSut().Secret("x"));
        Assert.False(Directory.Exists(Path.Combine(_folder.Root, ".exchange")));
    }

    private FileSecretSource CreateSut() =>
        new(_folder.Root, new Lazy<ISealer>(() => _folder.Services().Sealer), TimeProvider.System, _environment.GetValueOrDefault);
}
