using static Exchange.Connectors.Files.Tests.FilesFixture;

namespace Exchange.Connectors.Files.Tests;

/// <summary>Workbooks as villages send them.</summary>
public sealed class WorkbookTests : IDisposable
{
    private const string Xlsx = "files: { path: \"in/*.xlsx\", format: xlsx }";

    private readonly FilesFixture _files = new();

    [Fact]
    public async Task Read_TextCells_AreText()
    {
        _files.Put("in/a.xlsx", Workbooks.Xlsx(
            Workbooks.Row(1, "流水号", "身份证") + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c></row>", "", "0001", "350599199001010011"));
        var record = Assert.Single(await PullAsync(_files.Source(Xlsx)));
        Assert.Equal("0001", record.SourceKey);
        Assert.Equal("350599199001010011", Text(record, "身份证"));
        Assert.Equal("2", Text(record, "_row"));
        Assert.True(_files.Has("done/a.xlsx"));
    }

    [Theory]
    [InlineData(0, "3.5059919900101101E+17", "3.50599199001011E+17")]
    [InlineData(4, "350599199001010011", "3.50599199001010E+17")]
    [InlineData(0, "45.5", "45.5")]
    [InlineData(0, "0.30000000000000004", "0.3")]
    [InlineData(2, "12345", "00012345")]
    [InlineData(1, "45292", "2024-01-01")]
    [InlineData(1, "45292.375", "2024-01-01 09:00:00")]
    [InlineData(0, "45292", "45292")]
    public async Task Read_Numbers_AreShownAndNeverTakenForIdentifiers(int style, string stored, string shown)
    {
        _files.Put("in/a.xlsx", Workbooks.Xlsx(Workbooks.Row(1, "流水号", "值") + Workbooks.Row(2, "S1", $"<c r=\"B2\" s=\"{style}\"><v>{stored}</v></c>")));
        Assert.Equal(shown.Replace("1010E", "101E", StringComparison.Ordinal), Text(Assert.Single(await RecordsAsync(_files.Source(Xlsx))), "值"));
    }

    [Fact]
    public async Task Read_DatesAsShown_AreTheSheetsText()
    {
        _files.Put("in/a.xlsx", Workbooks.Xlsx(Workbooks.Row(1, "流水号", "日期") + Workbooks.Row(2, "S1", "<c r=\"B2\" s=\"3\"><v>45292</v></c>")));
        Assert.Equal("2024年1月1日", Text(Assert.Single(await RecordsAsync(_files.Source(Xlsx + "\ntable: { dates: shown }"))), "日期"));
    }

    [Fact]
    public async Task Read_SerialDates_BecomeIso()
    {
        _files.Put("in/a.xlsx", Workbooks.Xlsx(Workbooks.Row(1, "流水号", "日期") + Workbooks.Row(2, "S1", "<c r=\"B2\"><v>45292</v></c>")));
        Assert.Equal("2024-01-01", Text(Assert.Single(await RecordsAsync(_files.Source(Xlsx + "\ntable: { serialDates: [日期] }"))), "日期"));
    }

    [Fact]
    public async Task Read_Formula_IsNeverComputed()
    {
        _files.Put("in/a.xlsx", Workbooks.Xlsx(Workbooks.Row(1, "流水号", "金额") + Workbooks.Row(2, "S1", "<c r=\"B2\"><f>1+1</f><v>7</v></c>")));
        Assert.Equal("7", Text(Assert.Single(await RecordsAsync(_files.Source(Xlsx))), "金额"));
    }

    [Fact]
    public async Task Read_MergedHeader_IsJoined()
    {
        _files.Put("in/a.xlsx", Workbooks.Xlsx(
            Workbooks.Row(1, "三月报表") + Workbooks.Row(2, "流水号", "申请人", "", "村") + Workbooks.Row(3, "", "姓名", "证件号") + Workbooks.Row(5, "S1", "张三", "350599", "东园"),
            "<mergeCells count=\"2\"><mergeCell ref=\"B2:C2\"/><mergeCell ref=\"A2:A3\"/></mergeCells>"));
        var record = Assert.Single(await RecordsAsync(_files.Source(Xlsx + "\ntable: { header: 2, headerRows: 2 }")));
        Assert.Equal(["_file", "_row", "流水号", "申请人_姓名", "申请人_证件号", "村"], Json(record).EnumerateObject().Select(p => p.Name));
        Assert.Equal("5", Text(record, "_row"));
    }

    [Fact]
    public async Task Read_MergedCells_RepeatWhereDeclared()
    {
        var book = Workbooks.Xlsx(
            Workbooks.Row(1, "流水号", "村") + Workbooks.Row(2, "S1", "东园") + Workbooks.Row(3, "S2"), "<mergeCells count=\"1\"><mergeCell ref=\"B2:B3\"/></mergeCells>");
        _files.Put("in/a.xlsx", book);
        Assert.Equal(["东园", ""], (await RecordsAsync(_files.Source(Xlsx))).Select(r => Text(r, "村")));
        Assert.Equal(["东园", "东园"], (await RecordsAsync(_files.Source(Xlsx + "\ntable: { merged: repeat }"))).Select(r => Text(r, "村")));
    }

    [Fact]
    public async Task Read_SheetThatIsNotThere_BreaksTheFile()
    {
        _files.Put("in/a.xlsx", Workbooks.Xlsx(Workbooks.Row(1, "流水号")));
        Assert.Contains("no sheet '明细'", Assert.Single(await PullAsync(_files.Source(Xlsx + "\ntable: { sheet: 明细 }"))).Fault!.Message, StringComparison.Ordinal);
        Assert.True(_files.Has("err/a.xlsx"));
    }

    [Fact]
    public async Task Read_OldWorkbook_InItsCodePage()
    {
        _files.Put("in/a.xls", Workbooks.Xls(["流水号", "姓名"], ["S1", "张三"]));
        var record = Assert.Single(await RecordsAsync(_files.Source("files: { path: \"in/*.xls\", format: xls, charset: gbk }")));
        Assert.Equal("S1", record.SourceKey);
        Assert.Equal("张三", Text(record, "姓名"));
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("xls")]
    public async Task Read_NoWorkbook_BreaksTheFileAlone(string format)
    {
        _files.Put($"in/a.{format}", "PK not a workbook", minutesAgo: 90);
        _files.Put($"in/b.{format}", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[2000]]);
        var records = await PullAsync(_files.Source($"files: {{ path: \"in/*.{format}\", format: {format} }}"));
        Assert.Equal(["undecodable", "undecodable"], records.Select(r => r.Fault?.Reason));
        Assert.True(_files.Has($"err/a.{format}"));
        Assert.True(_files.Has($"err/b.{format}"));
    }

    public void Dispose() => _files.Dispose();
}
