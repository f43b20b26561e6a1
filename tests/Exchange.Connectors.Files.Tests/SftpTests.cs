using System.Text;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Tests;
using Exchange.Servers;
using Microsoft.Extensions.Time.Testing;
using static Exchange.Connectors.Files.Tests.FilesFixture;

namespace Exchange.Connectors.Files.Tests;

/// <summary>A real OpenSSH server.</summary>
[Trait("Category", "Integration")]
public sealed class SftpTests : IAsyncLifetime
{
    private const string Csv = "files: { path: \"in/*.csv\" }";

    private SftpServer _server = null!;

    public async Task InitializeAsync() => _server = await SftpServer.StartAsync(CancellationToken.None);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Pull_WithKey_ReadsAndMoves()
    {
        Put("in/a.csv", "流水号,姓名\nS1,王䶮\n");
        await using var source = Source(Csv);
        Assert.True((await source.CheckAsync(CancellationToken.None)).Ok);
        var record = Assert.Single(await PullAsync(source));
        Assert.Equal("王䶮", Text(record, "姓名"));
        Assert.True(File.Exists(At("done/a.csv")));
        Put("in/a.csv", "流水号,姓名\nS2,李四\n");
        Assert.Equal("S2", Assert.Single(await PullAsync(source)).SourceKey);
        Assert.True(File.Exists(At("done/a.2.csv")));
        Assert.Empty(Directory.GetFiles(At("in")));
    }

    [Fact]
    public async Task Pull_WithPassword_Reads()
    {
        // A server that was not started by root takes keys only.
        Put("in/a.csv", "流水号\nS1\n");
        await using var source = Source(Csv, _server.Password is null ? Key(_server.PrivateKey) : $"password: \"{_server.Password}\"");
        Assert.Single(await PullAsync(source));
        if (_server.Password is not null)
        {
            await using var wrong = Source(Csv, "password: \"not-the-password\"");
            var result = await wrong.CheckAsync(CancellationToken.None);
            Assert.Equal(FailureKind.Configuration, result.Kind);
            Assert.Contains("does not let the hub in", result.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("not-the-password", result.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pull_WithEncryptedKey_NeedsThePassphrase()
    {
        Put("in/a.csv", "流水号\nS1\n");
        await using var source = Source(Csv, Key(_server.EncryptedKey) + $", passphrase: \"{_server.Passphrase}\"");
        Assert.Single(await PullAsync(source));
        await using var wrong = Source(Csv, Key(_server.EncryptedKey) + ", passphrase: \"wrong words\"");
        var failure = await Assert.ThrowsAsync<ExchangeException>(() => RecordsAsync(wrong));
        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.DoesNotContain("wrong words", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_OtherHostKey_IsRefusedAndTheOneShownIsTold()
    {
        await using var source = Source(Csv, hostKey: "SHA256:" + new string('A', 43));
        var failure = await Assert.ThrowsAsync<ExchangeException>(() => RecordsAsync(source));
        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.Contains(_server.HostKey, failure.Message, StringComparison.Ordinal);
        Assert.Contains("Confirm the fingerprint with the owner", failure.Remedy!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_NobodyThere_IsTransient()
    {
        await using var source = Source(Csv, port: ServerProcess.FreePort());
        Assert.Equal(FailureKind.Transient, (await source.CheckAsync(CancellationToken.None)).Kind);
    }

    [Fact]
    public async Task Read_ConnectionLostInTheMiddle_FailsAndTheNextReadHasAll()
    {
        Put("in/a.csv", "流水号\n" + string.Concat(Enumerable.Range(0, 300_000).Select(i => $"S{i}\n")));
        using var proxy = new CuttingProxy(_server.Port) { Most = 700_000 };
        await using var source = Source(Csv, port: proxy.Port);
        var failure = await Assert.ThrowsAsync<ExchangeException>(() => RecordsAsync(source));
        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.True(File.Exists(At("in/a.csv")));
        proxy.Most = long.MaxValue;
        Assert.Equal(300_000, (await PullAsync(source)).Count);
        Assert.Equal(2, proxy.Connections);
        Assert.True(File.Exists(At("done/a.csv")));
    }

    [Fact]
    public async Task Read_ByFlag_OverSftp()
    {
        await using var source = Source("files: { path: \"in/*.csv\", ready: { by: flag, count: true }, done: delete }");
        Put("in/a.csv", "流水号\nS1\n");
        Assert.Empty(await PullAsync(source));
        Put("in/a.csv.ok", "1");
        Assert.Single(await PullAsync(source));
        Assert.Empty(Directory.GetFileSystemEntries(At("in")));
    }

    [Fact]
    public async Task Read_WorkbooksArchivesAndLinks_OverSftp()
    {
        Put("in/a.zip", Workbooks.Zip(("a.csv", "流水号\nA\n")));
        File.CreateSymbolicLink(At("in/link.zip"), At("in/a.zip"));
        await using var zip = Source("files: { path: \"in/*.zip\", archive: zip }");
        Assert.Equal("A", Assert.Single(await PullAsync(zip)).SourceKey);
        Put("in/b.xlsx", Workbooks.Xlsx(Workbooks.Row(1, "流水号") + Workbooks.Row(2, "B")));
        await using var book = Source("files: { path: \"in/*.xlsx\", format: xlsx, done: keep }");
        var pages = await PagesAsync(book);
        Assert.Equal("B", Assert.Single(pages[0].Records).SourceKey);
        Assert.Empty(await RecordsAsync(book, new ReadRequest("cases") { Cursor = pages[0].Cursor }));
    }

    [Fact]
    public async Task Write_OverSftp_IsAtomicAndRepeatable()
    {
        await using var target = SinkTests.Target(
            "files: { path: \"out/{system}_{date}_{sequence}.csv\", charset: gb18030, flag: .ok }", Settings(Key(_server.PrivateKey), null, null));
        var items = SinkTests.Items(2);
        Assert.All(await target.WriteAsync(items, CancellationToken.None), r => Assert.Equal(Abstractions.Targets.DeliveryOutcome.Accepted, r.Outcome));
        Assert.All(await target.WriteAsync(items, CancellationToken.None), r => Assert.Equal(Abstractions.Targets.DeliveryOutcome.Repeated, r.Outcome));
        var names = Directory.GetFiles(At("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, names.Count);
        Assert.Equal(names[0] + ".ok", names[1]);
    }

    private static string Key(string key) => $"privateKey: \"{key.Trim().Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private string At(string path) => Path.Combine(_server.Folder, path);

    private void Put(string path, string content) => Put(path, Encoding.UTF8.GetBytes(content));

    private void Put(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllBytes(At(path), content);
        File.SetLastWriteTimeUtc(At(path), Now.UtcDateTime.AddHours(-1));
    }

    private string Settings(string credential, string? hostKey, int? port) =>
        $"{{ location: sftp, host: {_server.Host}, port: {port ?? _server.Port}, user: {_server.User}, {credential}, hostKey: \"{hostKey ?? _server.HostKey}\", folder: \"{_server.Folder}\", timeout: 20s }}";

    private ISourceConnector Source(string stream, string? credential = null, string? hostKey = null, int? port = null)
    {
        var yaml = Yaml("/", stream).Replace("{ location: local, folder: \"/\" }", Settings(credential ?? Key(_server.PrivateKey), hostKey, port), StringComparison.Ordinal);
        return new FilesKind().CreateSource(Declarations.Parse(yaml), Declarations.Services(new FakeTimeProvider(Now)));
    }
}
