using System.Text;
using System.Text.Json;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Tests;
using Microsoft.Extensions.Time.Testing;

namespace Exchange.Connectors.Files.Tests;

/// <summary>Files as a target.</summary>
public sealed class SinkTests : IDisposable
{
    private readonly FilesFixture _files = new();
    private readonly FakeTimeProvider _time = new(FilesFixture.Now);

    [Fact]
    public async Task Write_Csv_InTheDeclaredColumnsAndCharset()
    {
        var target = Local("files: { path: \"out/{system}_{date}_{sequence}.csv\", charset: gb18030, columns: { 流水号: no, 姓名: applicant.name, 键: key }, flag: .ok }\nidempotency: { item: key }");
        var results = await target.WriteAsync([Item("k1", new { no = "001", applicant = new { name = "王䶮𬭊" } })], CancellationToken.None);
        Assert.Equal(DeliveryOutcome.Accepted, Assert.Single(results).Outcome);
        var file = Assert.Single(Directory.GetFiles(_files.At("out"), "water_20260302_*.csv"));
        Assert.Equal("流水号,姓名,键\r\n001,王䶮𬭊,k1\r\n", Encoding.GetEncoding("gb18030").GetString(File.ReadAllBytes(file)));
        Assert.Equal("1\n", File.ReadAllText(file + ".ok"));
        Assert.Equal(2, Directory.GetFiles(_files.At("out")).Length);
    }

    [Fact]
    public async Task Write_TheSameBatchTheNextDay_WritesNothingAnew()
    {
        var target = Local("files: { path: \"out/{date}/{system}_{sequence}.csv\" }");
        await target.WriteAsync(Items(3), CancellationToken.None);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.All(await target.WriteAsync(Items(3), CancellationToken.None), r => Assert.Equal(DeliveryOutcome.Repeated, r.Outcome));
        Assert.Single(Directory.GetFiles(_files.At("out"), "*", SearchOption.AllDirectories));
        Assert.All(await target.WriteAsync(Items(4), CancellationToken.None), r => Assert.Equal(DeliveryOutcome.Accepted, r.Outcome));
    }

    [Fact]
    public async Task Write_FlagMissingAfterACrash_IsMadeUp()
    {
        var target = Local("files: { path: \"out/{sequence}.csv\", flag: .ok }");
        await target.WriteAsync(Items(1), CancellationToken.None);
        var flag = Assert.Single(Directory.GetFiles(_files.At("out"), "*.ok"));
        File.Delete(flag);
        Assert.Equal(DeliveryOutcome.Retry, Assert.Single(await target.AskAsync(Items(1), CancellationToken.None)).Outcome);
        await target.WriteAsync(Items(1), CancellationToken.None);
        Assert.True(File.Exists(flag));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86 1990000", "'+86 1990000")]
    [InlineData("-cmd", "'-cmd")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("普通", "普通")]
    public async Task Write_TextThatASpreadsheetComputes_IsMadeInert(string text, string written)
    {
        await Local("files: { path: \"out/{sequence}.csv\", header: false }").WriteAsync([Item("k", new { text })], CancellationToken.None);
        Assert.Equal(written + "\r\n", Written());
    }

    [Fact]
    public async Task Write_FormulasKeptOrNumbers_AreWrittenAsTheyAre()
    {
        await Local("files: { path: \"out/{sequence}.csv\", header: false, formulas: keep }").WriteAsync([Item("k", new { text = "=1+1", number = -5 })], CancellationToken.None);
        Assert.Equal("=1+1,-5\r\n", Written());
    }

    [Fact]
    public async Task Write_DelimitersQuotesAndLines_AreQuoted()
    {
        await Local("files: { path: \"out/{sequence}.csv\", header: false, delimiter: \"|\" }").WriteAsync([Item("k", new { a = "x|y", b = "say \"no\"", c = "1\n2", d = (string?)null })], CancellationToken.None);
        Assert.Equal("\"x|y\"|\"say \"\"no\"\"\"|\"1\n2\"|\r\n", Written());
    }

    [Theory]
    [InlineData("䶮")]
    [InlineData("𬭊")]
    public async Task Write_CharacterTheCharsetLacks_RejectsThatItemAlone(string character)
    {
        var results = await Local("files: { path: \"out/{sequence}.csv\", charset: gbk }")
            .WriteAsync([Item("k1", new { no = "1", applicant = new { name = "王" + character } }), Item("k2", new { no = "2" })], CancellationToken.None);
        var rejected = Assert.Single(results, r => r.Outcome == DeliveryOutcome.Rejected);
        Assert.Equal("k1", rejected.Key);
        Assert.Equal("Field 'applicant.name' holds a character that gbk cannot hold.", rejected.Message);
        Assert.Equal(DeliveryOutcome.Accepted, Assert.Single(results, r => r.Key == "k2").Outcome);
        Assert.Equal("no\r\n2\r\n", Written());
    }

    [Fact]
    public async Task Write_JsonLinesAndXml()
    {
        await Local("files: { path: \"out/{sequence}.jsonl\", format: jsonl }\nidempotency: { item: key, operation: operation }").WriteAsync([Item("k", new { a = new[] { 1, 2 } })], CancellationToken.None);
        Assert.Equal("{\"key\":\"k\",\"operation\":\"upsert\",\"a\":[1,2]}\n", Written());
        Directory.Delete(_files.At("out"), recursive: true);
        await Local("files: { path: \"out/{sequence}.xml\", format: xml, elements: { root: Cases, item: Case } }").WriteAsync([Item("k", new { a = new[] { "1", "<" }, 名 = "王𬭊" })], CancellationToken.None);
        Assert.Equal("<?xml version=\"1.0\" encoding=\"utf-8\"?><Cases><Case><a>1</a><a>&lt;</a><名>王𬭊</名></Case></Cases>", string.Concat(Written().Split('\n').Select(l => l.Trim())));
    }

    [Fact]
    public async Task Write_Batches_AreFilesOfTheirOwn()
    {
        await Local("batch: 2\nfiles: { path: \"out/{sequence}.csv\" }").WriteAsync(Items(5), CancellationToken.None);
        Assert.Equal(3, Directory.GetFiles(_files.At("out")).Length);
    }

    [Fact]
    public async Task Write_NeverShowsAHalfFile()
    {
        var target = Local("files: { path: \"out/{sequence}.csv\" }");
        Directory.CreateDirectory(_files.At("out"));
        using var watcher = new FileSystemWatcher(_files.At("out"), "*.csv");
        var created = new System.Collections.Concurrent.ConcurrentBag<string>();
        watcher.Created += (_, e) => created.Add(e.Name!);
        watcher.EnableRaisingEvents = true;
        await target.WriteAsync(Items(100), CancellationToken.None);
        await Task.Delay(200);
        Assert.DoesNotContain(created, n => !n.StartsWith('.') && new FileInfo(_files.At("out/" + n)).Length == 0);
        Assert.DoesNotContain(Directory.GetFiles(_files.At("out")), f => f.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ask_LooksForTheFile()
    {
        var target = Local("files: { path: \"out/{sequence}.csv\" }\nidempotency: { item: key }");
        Assert.All(await target.AskAsync(Items(3), CancellationToken.None), r => Assert.Equal(DeliveryOutcome.Retry, r.Outcome));
        await target.WriteAsync(Items(3), CancellationToken.None);
        Assert.All(await target.AskAsync(Items(3), CancellationToken.None), r => Assert.Equal(DeliveryOutcome.Repeated, r.Outcome));

        // Asked for with others than it was written with.
        Assert.Equal(DeliveryOutcome.Repeated, Assert.Single(await target.AskAsync([Items(3)[1]], CancellationToken.None)).Outcome);
        Assert.Equal([DeliveryOutcome.Repeated, DeliveryOutcome.Retry], (await target.AskAsync([Items(4)[0], Items(4)[3]], CancellationToken.None)).Select(r => r.Outcome));
        var collected = Local("files: { path: \"out/{sequence}.csv\", collected: true }");
        Assert.Equal(DeliveryOutcome.Unknown, Assert.Single(await collected.AskAsync([Items(9)[8]], CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task Receipts_AreReadBackForEachItem()
    {
        var target = Local("""
            files:
              path: "out/{sequence}.csv"
              receipts: { path: "receipts/*.csv", charset: gbk, key: 流水号, item: no, code: 结果, message: 原因, done: ["1"], retry: ["9"] }
            capabilities: { onUnknown: ask }
            """);
        Assert.All(await target.WriteAsync(Items(4), CancellationToken.None), r => Assert.Equal(DeliveryOutcome.Unknown, r.Outcome));
        Assert.All(await target.AskAsync(Items(4), CancellationToken.None), r => Assert.Equal("no receipt yet", r.Message));
        _files.Put("receipts/a.csv", "流水号,结果,原因\nN0,1,\nN1,2,身份证校验不通过\nN2,9,系统繁忙\n", "gb18030");
        var results = (await target.AskAsync(Items(4), CancellationToken.None)).OrderBy(r => r.Key, StringComparer.Ordinal).ToList();
        Assert.Equal([DeliveryOutcome.Repeated, DeliveryOutcome.Rejected, DeliveryOutcome.Retry, DeliveryOutcome.Unknown], results.Select(r => r.Outcome));
        Assert.Equal(("2", "身份证校验不通过"), (results[1].Code, results[1].Message));
    }

    public void Dispose() => _files.Dispose();

    internal static ITargetConnector Target(string sink, string settings, TimeProvider? time = null) => new FilesKind().CreateTarget(
        Declarations.Parse($"id: water\nkind: files\nsettings: {settings}\nsink:\n  {sink.ReplaceLineEndings("\n  ")}\n"),
        Declarations.Services(time ?? new FakeTimeProvider(FilesFixture.Now)));

    internal static List<DeliveryItem> Items(int count) => [.. Enumerable.Range(0, count).Select(i => Item($"key-{i}-", new { no = $"N{i}" }))];

    private static DeliveryItem Item(string key, object content) => new()
    {
        Key = key,
        CaseId = "c" + key,
        Version = 1,
        Operation = RecordOperation.Upsert,
        Json = JsonSerializer.SerializeToUtf8Bytes(content),
    };

    private ITargetConnector Local(string sink) => Target(sink, $"{{ location: local, folder: \"{_files.Folder}\" }}", _time);

    private string Written() => Encoding.UTF8.GetString(File.ReadAllBytes(Assert.Single(Directory.GetFiles(_files.At("out")))));
}
