using System.Text;
using Exchange.Abstractions.Sources;
using static Exchange.Connectors.Files.Tests.FilesFixture;

namespace Exchange.Connectors.Files.Tests;

/// <summary>What delimited files of real systems look like.</summary>
public sealed class CsvQuirkTests : IDisposable
{
    private const string Plain = "files: { path: \"in/*.csv\" }";

    private readonly FilesFixture _files = new();

    [Fact]
    public async Task Read_ChineseHeader_NamesTheFields()
    {
        _files.Put("in/a.csv", "流水号,　姓名 ,受理\n日期\nS1,张三,2026-03-01\n".Replace("受理\n日期", "\"受理\n日期\"", StringComparison.Ordinal));
        var record = Assert.Single(await RecordsAsync(_files.Source(Plain)));
        Assert.Equal("S1", record.SourceKey);
        Assert.Equal("张三", Text(record, "姓名"));
        Assert.Equal("2026-03-01", Text(record, "受理日期"));
        Assert.Equal("in/a.csv", Text(record, "_file"));
        Assert.Equal("2", Text(record, "_row"));
    }

    [Fact]
    public async Task Read_FullWidthHeader_IsFolded()
    {
        _files.Put("in/a.csv", "流水号,ＸＭ（１）\nS1,张三\n");
        Assert.Equal("张三", Text(Assert.Single(await RecordsAsync(_files.Source(Plain))), "XM(1)"));
    }

    [Theory]
    [InlineData("䶮")]
    [InlineData("㛃")]
    [InlineData("𬭊")]
    [InlineData("𣲗")]
    public async Task Read_Gb18030_KeepsCharactersGbkLacks(string character)
    {
        _files.Put("in/a.csv", $"流水号,姓名\nS1,王{character}\n", "gb18030");
        Assert.Equal("王" + character, Text(Assert.Single(await RecordsAsync(_files.Source("files: { path: \"in/*.csv\", charset: gb18030 }"))), "姓名"));
    }

    [Fact]
    public async Task Read_PrivateUseCharacter_BecomesTheAssignedOne()
    {
        // U+E863 is what a system built on the edition of 2000 keeps, in whatever character set it writes.
        _files.Put("in/a.csv", "流水号,姓名\nS1,王\uE863\n");
        Assert.Equal("王䶮", Text(Assert.Single(await RecordsAsync(_files.Source(Plain))), "姓名"));
        _files.Put("in/a.csv", [.. Encoding.GetEncoding("gb18030").GetBytes("流水号,姓名\nS1,"), 0xFE, 0x9F, (byte)'\n']);
        Assert.Equal("䶮", Text(Assert.Single(await RecordsAsync(_files.Source("files: { path: \"in/*.csv\", charset: gb18030 }"))), "姓名"));
    }

    [Fact]
    public async Task Read_ByteOrderMark_WinsOverTheDeclaredCharset()
    {
        _files.Put("in/a.csv", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("流水号,姓名\nS1,张三\n")]);
        Assert.Equal("张三", Text(Assert.Single(await RecordsAsync(_files.Source("files: { path: \"in/*.csv\", charset: gbk }"))), "姓名"));
    }

    [Fact]
    public async Task Read_WrongCharset_BecomesOneFaultAndMovesToErr()
    {
        _files.Put("in/a.csv", "流水号,姓名\nS1,张三\n", "gb18030", minutesAgo: 90);
        _files.Put("in/b.csv", "流水号,姓名\nS2,李四\n");
        var records = await PullAsync(_files.Source(Plain));
        Assert.Equal("undecodable", records[0].Fault?.Reason);
        Assert.Contains("in/a.csv, row 1", records[0].Fault!.Message, StringComparison.Ordinal);
        Assert.Equal("S2", records[1].SourceKey);
        Assert.True(_files.Has("err/a.csv"));
        Assert.True(_files.Has("done/b.csv"));
    }

    [Fact]
    public async Task Read_BadBytesInOneRow_FaultThatRowAlone()
    {
        _files.Put("in/a.csv", [.. Encoding.UTF8.GetBytes("流水号,姓名\nS1,张三\nS2,"), 0xD5, 0xC5, .. Encoding.UTF8.GetBytes("\nS3,王五\n")]);
        var records = await PullAsync(_files.Source(Plain));
        Assert.Equal(["S1", null, "S3"], records.Select(r => r.SourceKey));
        Assert.Contains("row 3", records[1].Fault!.Message, StringComparison.Ordinal);
        Assert.True(_files.Has("done/a.csv"));
    }

    [Fact]
    public async Task Read_EighteenDigits_StayText()
    {
        _files.Put("in/a.csv", "流水号,身份证,金额\n001,350599199001010011,1e3\n");
        var record = Assert.Single(await RecordsAsync(_files.Source(Plain)));
        Assert.Equal("001", record.SourceKey);
        Assert.Equal("\"350599199001010011\"", Json(record).GetProperty("身份证").GetRawText());
        Assert.Equal("\"1e3\"", Json(record).GetProperty("金额").GetRawText());
    }

    [Fact]
    public async Task Read_ScientificNotation_StaysAsItIs()
    {
        _files.Put("in/a.csv", "流水号,身份证\nS1,3.50599E+17\n");
        Assert.Equal("3.50599E+17", Text(Assert.Single(await RecordsAsync(_files.Source(Plain))), "身份证"));
    }

    [Fact]
    public async Task Read_TrailingDelimiter_IsNoColumn()
    {
        _files.Put("in/a.csv", "流水号|姓名|\nS1|张三|\n");
        var record = Assert.Single(await RecordsAsync(_files.Source(Plain + "\ntable: { delimiter: \"|\", trailingDelimiter: true }")));
        Assert.Equal(["_file", "_row", "流水号", "姓名"], Json(record).EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Read_TrailingDelimiterNotDeclared_SaysSo()
    {
        _files.Put("in/a.csv", "流水号,姓名\nS1,张三,\n");
        var record = Assert.Single(await RecordsAsync(_files.Source(Plain)));
        Assert.Contains("trailingDelimiter", record.Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_QuotesAbsent_TakesQuotesAsText()
    {
        _files.Put("in/a.csv", "流水号,备注\nS1,\"二层\nS2,5\" 管\n");
        var records = await RecordsAsync(_files.Source(Plain + "\ntable: { quote: none }"));
        Assert.Equal(["\"二层", "5\" 管"], records.Select(r => Text(r, "备注")));
    }

    [Fact]
    public async Task Read_QuotedDelimitersQuotesAndLines_AreText()
    {
        _files.Put("in/a.csv", "流水号,备注\r\nS1,\"甲,乙\"\"丙\"\"\r\n丁\"\r\nS2,\"\"\r\n");
        var records = await RecordsAsync(_files.Source(Plain));
        Assert.Equal(["甲,乙\"丙\"\r\n丁", ""], records.Select(r => Text(r, "备注")));
    }

    [Fact]
    public async Task Read_TextBehindAClosingQuote_FaultsThatRowAlone()
    {
        _files.Put("in/a.csv", "流水号,备注\nS1,\"甲\"乙\nS2,丙\n");
        var records = await RecordsAsync(_files.Source(Plain));
        Assert.Equal([null, "S2"], records.Select(r => r.SourceKey));
        Assert.Contains("row 2", records[0].Fault!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("甲", records[0].Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_QuoteNeverClosed_FaultsThatRowAlone()
    {
        _files.Put("in/a.csv", "流水号,备注\nS1,\"甲\nS2,丙\nS3,丁\n");
        var records = await RecordsAsync(_files.Source(Plain));
        Assert.Equal([null, "S2", "S3"], records.Select(r => r.SourceKey));
    }

    [Fact]
    public async Task Read_RaggedRows_AreFaultsUnlessDeclared()
    {
        _files.Put("in/a.csv", "流水号,甲,乙\nS1,1\nS2,1,2\nS3,1,2,3\n");
        var records = await RecordsAsync(_files.Source(Plain));
        Assert.Equal([null, "S2", null], records.Select(r => r.SourceKey));
        records = await RecordsAsync(_files.Source(Plain + "\ntable: { ragged: true }"));
        Assert.Equal(["S1", "S2", null], records.Select(r => r.SourceKey));
        Assert.Equal("", Text(records[0], "乙"));
    }

    [Fact]
    public async Task Read_TitleRowsMergedHeaderAndSums_AreNoRecords()
    {
        _files.Put("in/a.csv", "2026 年 3 月水务报表,,,\n\n流水号,申请人,,备注\n,姓名,证件号,\nS1,张三,350599,x\n小计,1,,\nS2,李四,350599,y\n合计：2,,,\n");
        var records = await RecordsAsync(_files.Source(Plain + "\ntable: { header: 3, headerRows: 2, footer: \"^(合计|小计)\" }"));
        Assert.Equal(["S1", "S2"], records.Select(r => r.SourceKey));
        Assert.Equal("张三", Text(records[0], "申请人_姓名"));
        Assert.Equal("350599", Text(records[0], "申请人_证件号"));
        Assert.Equal("x", Text(records[0], "备注"));
    }

    [Fact]
    public async Task Read_NoHeader_NamesColumnsByPlace()
    {
        _files.Put("in/a.csv", "S1,张三,x\n");
        var record = Assert.Single(await RecordsAsync(_files.Source(Plain + "\ntable: { header: none, columns: { 1: 流水号, 3: 备注 } }")));
        Assert.Equal(["_file", "_row", "流水号", "备注"], Json(record).EnumerateObject().Select(p => p.Name));
        Assert.Equal("1", Text(record, "_row"));
    }

    [Fact]
    public async Task Read_RenamedColumn_HasTheNewName()
    {
        _files.Put("in/a.csv", "申请编号,流水号\nA,B\n");
        var record = Assert.Single(await RecordsAsync(_files.Source(Plain + "\ntable: { columns: { 申请编号: 流水号, 2: 旧号 } }")));
        Assert.Equal("A", record.SourceKey);
        Assert.Equal("B", Text(record, "旧号"));
    }

    [Fact]
    public async Task Read_HeaderLacksTheKey_BreaksTheFile()
    {
        _files.Put("in/a.csv", "S1,张三\nS2,李四\n");
        var record = Assert.Single(await PullAsync(_files.Source(Plain)));
        Assert.Contains("the header lacks '流水号'", record.Fault!.Message, StringComparison.Ordinal);
        Assert.True(_files.Has("err/a.csv"));
    }

    [Fact]
    public async Task Read_SameHeaderTwice_NumbersTheSecond()
    {
        _files.Put("in/a.csv", "流水号,日期,日期\nS1,a,b\n");
        var record = Assert.Single(await RecordsAsync(_files.Source(Plain)));
        Assert.Equal("b", Text(record, "日期_2"));
    }

    [Fact]
    public async Task Read_SerialDate_BecomesIso()
    {
        _files.Put("in/a.csv", "流水号,受理日期\nS1,45292\nS2,45292.375\nS3,2024/1/1\n");
        var records = await RecordsAsync(_files.Source(Plain + "\ntable: { serialDates: [受理日期] }"));
        Assert.Equal(["2024-01-01", "2024-01-01 09:00:00", "2024/1/1"], records.Select(r => Text(r, "受理日期")));
    }

    [Fact]
    public async Task Read_EmptyKey_IsAFault()
    {
        _files.Put("in/a.csv", "流水号,姓名\n,张三\n");
        Assert.Equal("missing", Assert.Single(await RecordsAsync(_files.Source(Plain))).Fault?.Reason);
    }

    [Fact]
    public async Task Read_DeletionAndVersion_AreTold()
    {
        _files.Put("in/a.csv", "流水号,标志,更新时间\nS1,D,2026-03-01 08:00:00\nS2,U,9999-12-31 00:00:00\nS3,U,\n");
        var page = Assert.Single(await PagesAsync(_files.Source(Plain + "\ndeleteWhen: { 标志: D }\ncursor: { field: 更新时间 }")));
        Assert.Equal(RecordOperation.Delete, page.Records[0].Operation);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.FromHours(8)), page.Records[0].Version);
        Assert.Null(page.Records[1].Version);
        Assert.Equal(["1 row dated in the far future", "1 row without a readable update time"], page.Notices);
    }

    [Fact]
    public async Task Read_LinesThatBeginWithHash_AreRecords()
    {
        _files.Put("in/a.csv", "流水号,姓名\n#1,张三\n");
        Assert.Equal("#1", Assert.Single(await RecordsAsync(_files.Source(Plain))).SourceKey);
    }

    public void Dispose() => _files.Dispose();
}
