using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using static Exchange.Connectors.Files.Tests.FilesFixture;

namespace Exchange.Connectors.Files.Tests;

/// <summary>Files made to do harm: each ends in a bounded, clear failure, and the next file is read.</summary>
[Collection(nameof(Alone))]
public sealed class HostileTests : IDisposable
{
    private const string Plain = "files: { path: \"in/*.csv\" }";
    private const string Zip = "files: { path: \"in/*.zip\", archive: zip }";

    private readonly FilesFixture _files = new();

    [Fact]
    public async Task Read_OneLineOf500Megabytes_IsOneFaultInBoundedMemory()
    {
        Directory.CreateDirectory(_files.At("in"));
        using (var file = File.Create(_files.At("in/a.csv")))
        {
            file.Write(Encoding.UTF8.GetBytes("流水号\nS1\n"));
            var block = new byte[1024 * 1024];
            block.AsSpan().Fill((byte)'x');
            for (var i = 0; i < 500; i++)
            {
                file.Write(block);
            }

            file.Write(Encoding.UTF8.GetBytes("\nS2\n"));
        }

        _files.Age("in/a.csv", 60);
        var before = GC.GetTotalAllocatedBytes();
        var records = await RecordsAsync(_files.Source(Plain));
        Assert.Equal(["S1", null, "S2"], records.Select(r => r.SourceKey));
        Assert.Contains("row 3 is longer than", records[1].Fault!.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64L * 1024 * 1024);
    }

    [Theory]
    [InlineData("../evil.csv")]
    [InlineData("/etc/evil.csv")]
    [InlineData("a/../../evil.csv")]
    [InlineData("a\\..\\evil.csv")]
    [InlineData("a\u0007.csv")]
    public async Task Read_MemberThatLeadsElsewhere_BreaksTheFile(string name)
    {
        _files.Put("in/a.zip", Workbooks.Zip((name, "流水号\nS1\n")));
        Assert.Contains("leads out", Assert.Single(await PullAsync(_files.Source(Zip))).Fault!.Message, StringComparison.Ordinal);
        Assert.True(_files.Has("err/a.zip"));
        Assert.Equal(["err", "in"], Directory.GetFileSystemEntries(_files.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Read_ZipBomb_IsRefusedByItsRatioAndItsTotal()
    {
        _files.Put("in/a.zip", Bomb("a.csv", 64), minutesAgo: 90);
        Assert.Contains("200 times", Assert.Single(await PullAsync(_files.Source(Zip))).Fault!.Message, StringComparison.Ordinal);
        _files.Put("in/b.zip", Bomb("a.csv", 8));
        Assert.Contains("more than 2MB", Assert.Single(await PullAsync(_files.Source("files: { path: \"in/*.zip\", archive: zip, maximumUnpacked: 2MB }"))).Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_WorkbookWithHugeTexts_IsRefused()
    {
        using var stream = new MemoryStream();
        stream.Write(Workbooks.Xlsx(Workbooks.Row(1, "流水号")));
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry("xl/sharedStrings.xml")!.Delete();
            using var member = archive.CreateEntry("xl/sharedStrings.xml").Open();
            member.Write("<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"u8);
            var random = new Random(1);
            for (var i = 0; i < 70; i++)
            {
                var block = new byte[1024 * 1024];
                random.NextBytes(block);
                member.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(block)));
            }
        }

        _files.Put("in/a.xlsx", stream.ToArray());
        var fault = Assert.Single(await PullAsync(_files.Source("files: { path: \"in/*.xlsx\", format: xlsx, maximumSize: 200MB }"))).Fault!;
        Assert.Contains("texts unpack to more than 64MB", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>流水号</t></is></c><c r=\"AAAAAA1\"><v>1</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>流水号</t></is></c></row><row r=\"2000000000\"><c r=\"A2000000000\"><v>1</v></c></row>")]
    public async Task Read_WorkbookWithMillionsOfColumnsOrRows_IsRefused(string rows)
    {
        _files.Put("in/a.xlsx", Workbooks.Xlsx(rows));
        var clock = Stopwatch.StartNew();
        var before = GC.GetTotalAllocatedBytes();
        Assert.Equal("undecodable", Assert.Single(await PullAsync(_files.Source("files: { path: \"in/*.xlsx\", format: xlsx }"))).Fault!.Reason);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64L * 1024 * 1024);
        Assert.True(_files.Has("err/a.xlsx"));
    }

    [Fact]
    public async Task Read_MillionColumns_BreaksTheFile()
    {
        _files.Put("in/a.csv", "流水号" + new string(',', 1_000_000) + "\nS1\n");
        Assert.Contains("header", Assert.Single(await PullAsync(_files.Source(Plain))).Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_DeepJson_IsAFault()
    {
        _files.Put("in/a.jsonl", $"{{\"流水号\":\"S1\",\"a\":{new string('[', 100_000)}{new string(']', 100_000)}}}\n{{\"流水号\":\"S2\"}}\n");
        var records = await RecordsAsync(_files.Source("files: { path: \"in/*.jsonl\", format: jsonl }"));
        Assert.Equal([null, "S2"], records.Select(r => r.SourceKey));
        _files.Put("in/a.json", $"[{{\"流水号\":\"S1\",\"a\":{new string('[', 100_000)}");
        Assert.Equal("undecodable", Assert.Single(await RecordsAsync(_files.Source("files: { path: \"in/*.json\", format: json }"))).Fault!.Reason);
    }

    [Theory]
    [InlineData("json", "[{\"流水号\":\"")]
    [InlineData("xml", "<D><C><流水号>")]
    [InlineData("jsonl", "{\"流水号\":\"")]
    public async Task Read_OneEndlessRecord_IsBounded(string format, string start)
    {
        Directory.CreateDirectory(_files.At("in"));
        using (var file = File.Create(_files.At($"in/a.{format}")))
        {
            file.Write(Encoding.UTF8.GetBytes(start));
            var block = new byte[1024 * 1024];
            block.AsSpan().Fill((byte)'x');
            for (var i = 0; i < 100; i++)
            {
                file.Write(block);
            }
        }

        _files.Age($"in/a.{format}", 60);
        var before = GC.GetTotalAllocatedBytes();
        var records = await PullAsync(_files.Source($"files: {{ path: \"in/*.{format}\", format: {format} }}{(format == "xml" ? "\nrecords: D.C" : "")}"));
        Assert.Equal("undecodable", Assert.Single(records).Fault!.Reason);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64L * 1024 * 1024);
    }

    [Fact]
    public async Task Read_Links_AreNeverFollowed()
    {
        var outside = Directory.CreateTempSubdirectory("files-outside-");
        File.WriteAllText(Path.Combine(outside.FullName, "a.csv"), "流水号\nSECRET\n");
        Directory.CreateDirectory(_files.At("in"));
        File.CreateSymbolicLink(_files.At("in/link.csv"), Path.Combine(outside.FullName, "a.csv"));
        Directory.CreateSymbolicLink(_files.At("in/folder"), outside.FullName);
        Directory.CreateSymbolicLink(_files.At("done"), outside.FullName);
        _files.Put("in/good.csv", "流水号\nS1\n");
        var source = _files.Source("files: { path: \"in/**/*.csv\" }");
        var pages = await PagesAsync(source);
        Assert.Equal(["S1"], pages.SelectMany(p => p.Records).Select(r => r.SourceKey));
        var failure = await Assert.ThrowsAsync<Abstractions.Failures.ExchangeException>(() => AcknowledgeAsync(source, pages[0]));
        Assert.Contains("is a link", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["a.csv"], outside.GetFiles().Select(f => f.Name));
        outside.Delete(recursive: true);
    }

    [Fact]
    public async Task Read_NameWithControlCharacters_IsAFaultAndMovesUnderAPlainName()
    {
        _files.Put("in/a\u001b[2J.csv", "流水号\nS1\n");
        _files.Put("in/b\u202egnp.csv", "流水号\nS2\n");
        var records = await PullAsync(_files.Source(Plain));
        Assert.Equal(2, records.Count);
        Assert.All(records, r => Assert.Contains("control characters", r.Fault!.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(records, r => r.Fault!.Message.Any(char.IsControl));
        Assert.Equal(["a_[2J.csv", "b_gnp.csv"], Directory.GetFiles(_files.At("err")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Read_FileLargerThanDeclared_IsRefusedUnopened()
    {
        _files.Put("in/a.csv", new byte[2000]);
        Assert.Contains("larger than 1KB", Assert.Single(await PullAsync(_files.Source("files: { path: \"in/*.csv\", maximumSize: 1KB }"))).Fault!.Message, StringComparison.Ordinal);
        Assert.True(_files.Has("err/a.csv"));
    }

    [Fact]
    public async Task Read_EveryRowBad_StopsAfterTheDeclaredNumber()
    {
        _files.Put("in/a.csv", "流水号\n" + string.Concat(Enumerable.Repeat("S1,2,3\n", 100)));
        var records = await PullAsync(_files.Source("files: { path: \"in/*.csv\", faults: 10 }"));
        Assert.Equal(11, records.Count);
        Assert.Contains("more than 10 records", records[^1].Fault!.Message, StringComparison.Ordinal);
        Assert.True(_files.Has("err/a.csv"));
    }

    [Fact]
    public async Task Read_FooterPatternThatRunsAway_IsStopped()
    {
        _files.Put("in/a.csv", $"流水号\n{new string('a', 40)}!\n");
        Assert.Contains("takes too long", Assert.Single(await PullAsync(_files.Source(Plain + "\ntable: { footer: \"^(a+)+$\" }"))).Fault!.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _files.Dispose();

    private static byte[] Bomb(string name, int megabytes)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var member = archive.CreateEntry(name).Open();
            var block = new byte[1024 * 1024];
            for (var i = 0; i < megabytes; i++)
            {
                member.Write(block);
            }
        }

        return stream.ToArray();
    }
}
