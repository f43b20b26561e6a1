using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using static Exchange.Connectors.Files.Tests.FilesFixture;

namespace Exchange.Connectors.Files.Tests;

/// <summary>When a file is read and what becomes of it.</summary>
public sealed class FileLifeTests : IDisposable
{
    private const string Plain = "files: { path: \"in/*.csv\" }";
    private const string Kept = "files: { path: \"in/*.csv\", done: keep, overlap: 2h }";

    private readonly FilesFixture _files = new();

    [Fact]
    public async Task Read_WithoutAcknowledgement_MovesNothing()
    {
        _files.Put("in/a.csv", Rows(3));
        await RecordsAsync(_files.Source(Plain));
        Assert.True(_files.Has("in/a.csv"));
    }

    [Fact]
    public async Task Acknowledge_BeforeTheLastRecord_LeavesTheFile()
    {
        _files.Put("in/a.csv", Rows(5));
        var source = _files.Source(Plain + "\nbatch: 2");
        var pages = await PagesAsync(source);
        Assert.Equal([2, 2, 1], pages.Select(p => p.Records.Count));
        await AcknowledgeAsync(source, pages[0]);
        await AcknowledgeAsync(source, pages[1]);
        Assert.True(_files.Has("in/a.csv"));
        await AcknowledgeAsync(source, pages[2]);
        Assert.True(_files.Has("done/a.csv"));
        await AcknowledgeAsync(source, pages[2]);
        Assert.False(_files.Has("in/a.csv"));
    }

    [Fact]
    public async Task Acknowledge_FileRewrittenMeanwhile_LeavesItToBeReadAgain()
    {
        _files.Put("in/a.csv", "流水号,姓名\nS1,甲\n");
        var source = _files.Source(Plain);
        var pages = await PagesAsync(source);

        // The same size and the same time: only the contents tell.
        _files.Put("in/a.csv", "流水号,姓名\nS1,乙\n");
        await AcknowledgeAsync(source, pages[0]);
        Assert.True(_files.Has("in/a.csv"));
        Assert.Equal("乙", Text(Assert.Single(await PullAsync(source)), "姓名"));
        Assert.True(_files.Has("done/a.csv"));
    }

    [Fact]
    public async Task Pull_SameNameAgain_IsReadAgainAndOverwritesNothing()
    {
        var source = _files.Source(Plain);
        _files.Put("in/a.csv", Rows(1));
        await PullAsync(source);
        _files.Put("in/a.csv", Rows(2));
        Assert.Equal(2, (await PullAsync(source)).Count);
        Assert.Equal(Rows(1), File.ReadAllText(_files.At("done/a.csv")));
        Assert.Equal(Rows(2), File.ReadAllText(_files.At("done/a.2.csv")));
    }

    [Fact]
    public async Task Read_ByFlag_WaitsForTheFlag()
    {
        const string stream = "files: { path: \"in/*.csv\", ready: { by: flag, suffix: .ok } }";
        var source = _files.Source(stream);
        _files.Put("in/a.csv", Rows(1), minutesAgo: 0);
        Assert.Empty(await PullAsync(source));
        Assert.True(_files.Has("in/a.csv"));
        _files.Put("in/a.csv.ok", "");
        Assert.Single(await PullAsync(source));
        Assert.True(_files.Has("done/a.csv"));
        Assert.True(_files.Has("done/a.csv.ok"));
        Assert.False(_files.Has("in/a.csv.ok"));
    }

    [Fact]
    public async Task Read_ByFlagInPlaceOfTheEnding_FindsIt()
    {
        _files.Put("in/a.csv", Rows(1));
        _files.Put("in/a.ok", "");
        Assert.Single(await PullAsync(_files.Source("files: { path: \"in/*\", ready: { by: flag } }")));
        Assert.Empty(Directory.GetFiles(_files.At("in")));
    }

    [Fact]
    public async Task Read_FlagWithAnotherCount_IsATruncatedFile()
    {
        const string stream = "files: { path: \"in/*.csv\", ready: { by: flag, count: true } }";
        _files.Put("in/a.csv", Rows(2));
        _files.Put("in/a.csv.ok", "3\n");
        var records = await PullAsync(_files.Source(stream));
        Assert.Equal("in/a.csv: it holds 2 records and says it has 3.", records[^1].Fault?.Message);
        Assert.True(_files.Has("err/a.csv"));
    }

    [Fact]
    public async Task Read_ByAge_LeavesAFileThatIsBeingWritten()
    {
        _files.Put("in/a.csv", Rows(1), minutesAgo: 1);
        var source = _files.Source("files: { path: \"in/*.csv\", ready: { by: age, unchanged: 5m } }");
        Assert.Empty(await PullAsync(source));
        _files.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Single(await PullAsync(source));
    }

    [Fact]
    public async Task Read_ByRename_LeavesTemporaryNames()
    {
        _files.Put("in/a.csv.part", Rows(1));
        _files.Put("in/b.csv.uploading", Rows(1));
        _files.Put("in/~$c.csv", Rows(1));
        _files.Put("in/.d.csv", Rows(1));
        _files.Put("in/e.csv", Rows(1), minutesAgo: 0);
        var source = _files.Source("files: { path: \"in/*\", ready: { by: rename } }");
        Assert.Equal(["in/e.csv"], (await PullAsync(source)).Select(r => Text(r, "_file")));
    }

    [Fact]
    public async Task Read_FilesInOrder_OfTimeOrOfName()
    {
        _files.Put("in/a.csv", "流水号\nA\n", minutesAgo: 60);
        _files.Put("in/b.csv", "流水号\nB\n", minutesAgo: 90);
        Assert.Equal(["B", "A"], (await RecordsAsync(_files.Source(Plain))).Select(r => r.SourceKey));
        Assert.Equal(["A", "B"], (await RecordsAsync(_files.Source("files: { path: \"in/*.csv\", order: name }"))).Select(r => r.SourceKey));
    }

    [Fact]
    public async Task Read_Delete_RemovesTheFileAfterTheCommit()
    {
        _files.Put("in/a.csv", Rows(1));
        _files.Put("in/a.csv.ok", "");
        await PullAsync(_files.Source("files: { path: \"in/*.csv\", done: delete, ready: { by: flag } }"));
        Assert.Empty(Directory.GetFileSystemEntries(_files.At("in")));
    }

    [Fact]
    public async Task Read_FileWithoutRecords_IsPutAwayToo()
    {
        _files.Put("in/a.csv", "流水号,姓名\n");
        Assert.Empty(await PullAsync(_files.Source(Plain)));
        Assert.True(_files.Has("done/a.csv"));
    }

    [Fact]
    public async Task Read_SubfoldersOfDates_AreKept()
    {
        _files.Put("in/20260301/a.csv", Rows(1));
        _files.Put("in/other/b.csv", Rows(1));
        await PullAsync(_files.Source("files: { path: \"in/{yyyyMMdd}/*.csv\" }"));
        Assert.True(_files.Has("done/20260301/a.csv"));
        Assert.True(_files.Has("in/other/b.csv"));
    }

    [Fact]
    public async Task Read_CancelledInTheMiddle_GoesOnFromTheCursor()
    {
        _files.Put("in/a.csv", Rows(10), minutesAgo: 60);
        _files.Put("in/b.csv", "流水号\nB\n", minutesAgo: 30);
        var source = _files.Source(Plain + "\nbatch: 4");
        string? cursor = null;
        await foreach (var page in source.ReadAsync(new ReadRequest("cases"), CancellationToken.None))
        {
            cursor = page.Cursor;
            break;
        }

        // One that sorts before it comes meanwhile.
        _files.Put("in/0.csv", "流水号\nZ\n", minutesAgo: 90);
        var rest = await PullAsync(_files.Source(Plain + "\nbatch: 4"), new ReadRequest("cases") { Cursor = cursor });
        Assert.Equal([.. Enumerable.Range(5, 6).Select(i => $"S{i}"), "Z", "B"], rest.Select(r => r.SourceKey));
        Assert.True(_files.Has("done/a.csv"));
    }

    [Fact]
    public async Task Read_CursorWithinAnotherVersion_BeginsAgain()
    {
        _files.Put("in/a.csv", Rows(5));
        var pages = await PagesAsync(_files.Source(Plain + "\nbatch: 2"));
        _files.Put("in/a.csv", Rows(6));
        Assert.Equal(6, (await RecordsAsync(_files.Source(Plain), new ReadRequest("cases") { Cursor = pages[0].Cursor })).Count);
    }

    [Fact]
    public async Task Read_AfterTheEnd_TheCursorNamesNoFile()
    {
        _files.Put("in/a.csv", Rows(5));
        var pages = await PagesAsync(_files.Source(Plain + "\nbatch: 2"));
        Assert.Contains("in/a.csv", pages[0].Cursor!, StringComparison.Ordinal);
        Assert.Equal("{}", pages[^1].Cursor);
        Assert.True(pages[^1].Last);
    }

    [Fact]
    public async Task Keep_SecondRead_ReadsNothingAgainAndFindsLateFiles()
    {
        _files.Put("in/a.csv", "流水号\nA\n", minutesAgo: 60);
        _files.Put("in/b.csv", "流水号\nB\n", minutesAgo: 60);
        var source = _files.Source(Kept);
        var pages = await PagesAsync(source);
        Assert.Equal(["A", "B"], pages.SelectMany(p => p.Records).Select(r => r.SourceKey));
        Assert.All(pages.SelectMany(p => p.Records), r => Assert.Null(r.Acknowledgement));
        var cursor = pages[^1].Cursor;

        // Lands late, with an earlier time than what was read.
        _files.Put("in/0.csv", "流水号\nLATE\n", minutesAgo: 100);
        pages = await PagesAsync(source, new ReadRequest("cases") { Cursor = cursor });
        Assert.Equal(["LATE"], pages.SelectMany(p => p.Records).Select(r => r.SourceKey));
        Assert.Empty(await RecordsAsync(source, new ReadRequest("cases") { Cursor = pages[^1].Cursor }));
        Assert.True(_files.Has("in/a.csv"));
        Assert.Equal(3, (await RecordsAsync(source, new ReadRequest("cases") { Cursor = cursor, Full = true })).Count);
    }

    [Fact]
    public async Task Keep_FileWrittenAnew_IsReadAgain()
    {
        _files.Put("in/a.csv", Rows(1), minutesAgo: 60);
        var source = _files.Source(Kept);
        var cursor = (await PagesAsync(source))[^1].Cursor;
        _files.Put("in/a.csv", Rows(2), minutesAgo: 30);
        Assert.Equal(2, (await RecordsAsync(source, new ReadRequest("cases") { Cursor = cursor })).Count);
    }

    [Fact]
    public async Task Keep_CursorSetByAnOperator_IsTheTimeOfTheLatestFile()
    {
        _files.Put("in/a.csv", "流水号\nA\n", minutesAgo: 60 * 24 * 3);
        _files.Put("in/b.csv", "流水号\nB\n", minutesAgo: 60);
        Assert.Equal(["B"], (await RecordsAsync(_files.Source(Kept), new ReadRequest("cases") { Cursor = "2026-03-01T00:00:00Z" })).Select(r => r.SourceKey));
        var failure = await Assert.ThrowsAsync<ExchangeException>(() => RecordsAsync(_files.Source(Kept), new ReadRequest("cases") { Cursor = "{broken" }));
        Assert.Equal(FailureKind.Data, failure.Kind);
    }

    [Fact]
    public async Task Read_Window_TakesFilesOfTheWindowAndKeepsNoCursor()
    {
        _files.Put("in/a.csv", "流水号\nA\n", minutesAgo: 600);
        _files.Put("in/b.csv", "流水号\nB\n", minutesAgo: 60);
        var pages = await PagesAsync(_files.Source(Kept), new ReadRequest("cases") { From = Now.AddHours(-2), To = Now });
        Assert.Equal(["B"], pages.SelectMany(p => p.Records).Select(r => r.SourceKey));
        Assert.All(pages, p => Assert.Null(p.Cursor));
    }

    [Fact]
    public async Task Read_Limit_Stops()
    {
        _files.Put("in/a.csv", Rows(50));
        _files.Put("in/b.csv", Rows(50));
        Assert.Equal(3, (await RecordsAsync(_files.Source(Plain), new ReadRequest("cases") { Limit = 3 })).Count);
    }

    [Fact]
    public async Task Snapshot_ReadWhole_IsComplete()
    {
        var source = _files.Source("files: { path: \"in/*.csv\", snapshot: true }\nbatch: 2");
        _files.Put("in/a.csv", Rows(3));
        var pages = await PagesAsync(source);
        Assert.Equal([false, true], pages.Select(p => p.Complete));
    }

    [Theory]
    [InlineData("流水号,x\n", "nothing in it")]
    [InlineData("流水号,x\nS1,1\nS2\n", "a row that cannot be used")]
    [InlineData("流水号,x\nS1,1\n合计：2,\n", "a count that does not agree")]
    public async Task Snapshot_EmptyOrCutShort_IsNotComplete(string content, string why)
    {
        _files.Put("in/a.csv", content);
        var pages = await PagesAsync(_files.Source("files: { path: \"in/*.csv\", snapshot: true }\ntable: { footer: \"^合计：(?<count>[0-9]+)\" }"));
        Assert.True(pages.All(p => !p.Complete), why);
    }

    [Fact]
    public async Task Snapshot_CountThatAgrees_IsComplete()
    {
        _files.Put("in/a.csv", "流水号,x\nS1,1\nS2,2\n合计：2,\n");
        var pages = await PagesAsync(_files.Source("files: { path: \"in/*.csv\", snapshot: true }\ntable: { footer: \"^合计：(?<count>[0-9]+)\" }"));
        Assert.True(pages[^1].Complete);
        Assert.Equal(2, pages[^1].Records.Count);
    }

    [Fact]
    public async Task Snapshot_Resumed_IsNotComplete()
    {
        var source = _files.Source("files: { path: \"in/*.csv\", snapshot: true }\nbatch: 2");
        _files.Put("in/a.csv", Rows(3));
        var pages = await PagesAsync(source, new ReadRequest("cases") { Cursor = (await PagesAsync(source))[0].Cursor });
        Assert.False(Assert.Single(pages).Complete);
    }

    [Fact]
    public async Task Snapshot_TwoWaiting_ReadsOneARun()
    {
        var source = _files.Source("files: { path: \"in/*.csv\", snapshot: true }");
        _files.Put("in/a.csv", "流水号\nA\n", minutesAgo: 90);
        _files.Put("in/b.csv", "流水号\nB\n", minutesAgo: 60);
        var page = Assert.Single(await PagesAsync(source));
        Assert.True(page.Complete);
        Assert.False(page.Last);
        Assert.Equal("A", Assert.Single(page.Records).SourceKey);
        Assert.Equal("1 later snapshots wait for the next runs", Assert.Single(page.Notices));
        await AcknowledgeAsync(source, page);
        Assert.Equal("B", Assert.Single(await RecordsAsync(source)).SourceKey);
    }

    [Fact]
    public async Task Check_TellsFilesReadyOrWhatIsMissing()
    {
        _files.Put("in/a.csv", Rows(1));
        var result = await _files.Source(Plain).CheckAsync(CancellationToken.None);
        Assert.True(result.Ok);
        Assert.EndsWith("Files ready: cases 1.", result.Message, StringComparison.Ordinal);
        var missing = new FilesKind().CreateSource(
            Exchange.Connectors.Tests.Declarations.Parse(Yaml("/no/such/folder", Plain)), Exchange.Connectors.Tests.Declarations.Services(_files.Time));
        result = await missing.CheckAsync(CancellationToken.None);
        Assert.False(result.Ok);
        Assert.Equal(FailureKind.Configuration, result.Kind);
    }

    [Fact]
    public async Task Read_FolderThatIsGone_FailsInsteadOfReadingNothing()
    {
        var source = new FilesKind().CreateSource(
            Exchange.Connectors.Tests.Declarations.Parse(Yaml("/no/such/folder", Plain)), Exchange.Connectors.Tests.Declarations.Services(_files.Time));
        Assert.Equal(FailureKind.Configuration, (await Assert.ThrowsAsync<ExchangeException>(() => RecordsAsync(source))).Kind);
    }

    [Fact]
    public async Task Discover_TellsFieldsOrWhatIsMissing()
    {
        var source = _files.Source(Plain);
        Assert.Contains("in/*.csv", (await Assert.ThrowsAsync<ExchangeException>(() => source.DiscoverAsync("cases", CancellationToken.None))).Remedy!, StringComparison.Ordinal);
        _files.Put("in/a.csv", "流水号,姓名\nS1,张三\n");
        var shape = await source.DiscoverAsync("cases", CancellationToken.None);
        Assert.Equal(new Dictionary<string, string> { ["_file"] = "text", ["_row"] = "number", ["姓名"] = "text", ["流水号"] = "text" }, shape.Fields);
        Assert.True(_files.Has("in/a.csv"));
    }

    public void Dispose() => _files.Dispose();

    private static string Rows(int count) => "流水号\n" + string.Concat(Enumerable.Range(1, count).Select(i => $"S{i}\n"));
}
