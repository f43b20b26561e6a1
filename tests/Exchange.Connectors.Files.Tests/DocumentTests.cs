using System.Text;
using static Exchange.Connectors.Files.Tests.FilesFixture;

namespace Exchange.Connectors.Files.Tests;

/// <summary>XML, JSON, JSON lines, and archives of files.</summary>
public sealed class DocumentTests : IDisposable
{
    private readonly FilesFixture _files = new();

    [Fact]
    public async Task Read_Xml_ElementsAreRecords()
    {
        _files.Put("in/a.xml", """<?xml version="1.0" encoding="GB2312"?><c:Data xmlns:c="u"><Head><Case><流水号>no</流水号></Case></Head><Cases><Case unid="1"><流水号>S1</流水号><名>王𬭊</名><a>1</a><a>2</a></Case><Other/><Case/><Case><流水号>S3</流水号></Case></Cases></c:Data>""", "gb18030");
        var records = await PullAsync(_files.Source("files: { path: \"in/*.xml\", format: xml, charset: gb18030 }\nrecords: Data.Cases.Case"));
        Assert.Equal(["S1", null, "S3"], records.Select(r => r.SourceKey));
        Assert.Equal("""{"_file":"in/a.xml","_row":1,"@unid":"1","流水号":"S1","名":"王𬭊","a":["1","2"]}""", Json(records[0]).GetRawText().Replace("\\uD872\\uDF4A", "𬭊", StringComparison.Ordinal));
        Assert.Equal("missing", records[1].Fault?.Reason);
        Assert.True(_files.Has("done/a.xml"));
    }

    [Theory]
    [InlineData("<D><C><流水号>S1</流水号></C><C>", 1)]
    [InlineData("<D><C><流水号>S1</流水号></C></E>", 0)]
    [InlineData("<!DOCTYPE D [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><D><C><流水号>&a;</流水号></C></D>", 0)]
    [InlineData("<E/>", 0)]
    [InlineData("", 0)]
    public async Task Read_XmlBrokenOrWithDocumentType_BreaksTheFile(string content, int good)
    {
        _files.Put("in/a.xml", content);
        var records = await PullAsync(_files.Source("files: { path: \"in/*.xml\", format: xml }\nrecords: D.C"));
        Assert.Equal(good + 1, records.Count);
        Assert.Equal("undecodable", records[^1].Fault?.Reason);
        Assert.True(_files.Has("err/a.xml"));
    }

    [Fact]
    public async Task Read_JsonLines_BadLinesAreFaults()
    {
        _files.Put("in/a.jsonl", "{\"流水号\":\"S1\",\"n\":350599199001010011}\n\n{broken\n[1]\n{\"流水号\":\"S2\"}");
        var records = await PullAsync(_files.Source("files: { path: \"in/*.jsonl\", format: jsonl }"));
        Assert.Equal(["S1", null, null, "S2"], records.Select(r => r.SourceKey));
        Assert.Contains("record 3", records[1].Fault!.Message, StringComparison.Ordinal);
        Assert.Equal("350599199001010011", Json(records[0]).GetProperty("n").GetRawText());
        Assert.Equal("5", Text(records[3], "_row"));
        Assert.True(_files.Has("done/a.jsonl"));
    }

    [Fact]
    public async Task Read_JsonLinesInGbk_DecodesAndFaultsBadBytes()
    {
        _files.Put("in/a.jsonl", [.. Encoding.GetEncoding("gb18030").GetBytes("{\"流水号\":\"S1\",\"名\":\"䶮\"}\n{\"流水号\":\"S"), 0xFF, .. "2\"}\n"u8]);
        var records = await RecordsAsync(_files.Source("files: { path: \"in/*.jsonl\", format: jsonl, charset: gbk }"));
        Assert.Equal("䶮", Text(records[0], "名"));
        Assert.Equal("undecodable", records[1].Fault?.Reason);
    }

    [Fact]
    public async Task Read_Json_ItemsOfTheListAreRecords()
    {
        var items = string.Join(",", Enumerable.Range(1, 5000).Select(i => "{\"流水号\":\"S" + i + "\",\"x\":{\"y\":[1,2,{\"z\":\"]}\"}]}}"));
        _files.Put("in/a.json", "{\"head\":{\"data\":{\"items\":[1]},\"b\":[[],{}]},\"data\":{\"items\":[" + items + "],\"total\":\"5000\"} }");
        var records = await PullAsync(_files.Source("files: { path: \"in/*.json\", format: json }\nrecords: data.items\nbatch: 700"));
        Assert.Equal(5000, records.Count);
        Assert.Equal("S5000", records[^1].SourceKey);
        Assert.True(_files.Has("done/a.json"));
    }

    [Theory]
    [InlineData("[{\"流水号\":\"S1\"},{\"流水号\":", 1)]
    [InlineData("[{\"流水号\":\"S1\"}", 1)]
    [InlineData("{\"a\":1}", 0)]
    [InlineData("", 0)]
    public async Task Read_JsonCutShort_BreaksTheFile(string content, int good)
    {
        _files.Put("in/a.json", content);
        var records = await PullAsync(_files.Source("files: { path: \"in/*.json\", format: json }"));
        Assert.Equal(good + 1, records.Count);
        Assert.Equal("undecodable", records[^1].Fault?.Reason);
        Assert.True(_files.Has("err/a.json"));
    }

    [Fact]
    public async Task Read_Zip_MembersByGlobOneAfterTheOther()
    {
        _files.Put("in/a.zip", Workbooks.Zip(("b.csv", "流水号\nB\n"), ("a.csv", "流水号,x\nA,1\nA2,2\n"), ("readme.txt", "no"), ("x/c.csv", "流水号\nC\n")));
        const string stream = "files: { path: \"in/*.zip\", archive: zip, members: \"**/*.csv\" }\nbatch: 1";
        var pages = await PagesAsync(_files.Source(stream));
        Assert.Equal(["A", "A2", "B", "C"], pages.SelectMany(p => p.Records).Select(r => r.SourceKey));
        Assert.Equal("in/a.zip/a.csv", Text(pages[0].Records[0], "_file"));
        var rest = await PullAsync(_files.Source(stream), new Abstractions.Sources.ReadRequest("cases") { Cursor = pages[1].Cursor });
        Assert.Equal(["B", "C"], rest.Select(r => r.SourceKey));
        Assert.True(_files.Has("done/a.zip"));
    }

    [Fact]
    public async Task Read_ZipOfWorkbooks_IsRead()
    {
        using var stream = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using var member = archive.CreateEntry("a.xlsx").Open();
            member.Write(Workbooks.Xlsx(Workbooks.Row(1, "流水号") + Workbooks.Row(2, "S1")));
        }

        _files.Put("in/a.zip", stream.ToArray());
        Assert.Equal("S1", Assert.Single(await PullAsync(_files.Source("files: { path: \"in/*.zip\", archive: zip, format: xlsx }"))).SourceKey);
    }

    [Fact]
    public async Task Read_ZipDamaged_BreaksTheFileAlone()
    {
        var good = Workbooks.Zip(("a.csv", "流水号\nA\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"S{i * 7919 % 10007}\n"))));
        _files.Put("in/a.zip", good[..(good.Length / 2)], minutesAgo: 90);
        var damaged = (byte[])good.Clone();
        damaged.AsSpan(200, 100).Fill(0xAA);
        _files.Put("in/b.zip", damaged, minutesAgo: 80);
        _files.Put("in/c.zip", good);
        var records = await PullAsync(_files.Source("files: { path: \"in/*.zip\", archive: zip }"));
        Assert.True(_files.Has("err/a.zip"));
        Assert.True(_files.Has("err/b.zip"));
        Assert.True(_files.Has("done/c.zip"));
        Assert.Equal(2, records.Count(r => r.Fault?.Field == "_file"));
    }

    public void Dispose() => _files.Dispose();
}
