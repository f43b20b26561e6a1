using System.Text;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Database.Tests;

[Trait("Category", "Integration")]
public sealed class MariaDbSourceTests(MariaDb server) : IClassFixture<MariaDb>, IAsyncLifetime
{
    private const string Head = """
        id: spgl
        kind: database
        settings: { provider: mysql, connection: "CONNECTION" }
        streams:
          - name: projects
            table: spgl_xmjbxxb
            key: [lsh]
            caseKey: xmdm
            batch: 2

        """;

    private const string Flag = Head + "    select: { by: flag, column: sjsczt, pending: \"0\", done: \"1\", versionColumn: gxsj }\n";
    private const string Watermark = Head + "    cursor: { field: gxsj, lookback: 10m, settle: 30s }\n";

    public Task InitializeAsync() => server.ExecuteAsync("""
        drop table if exists spgl_xmjbxxb, spgl_xmqtfjxxb, receipts;
        create table spgl_xmjbxxb(lsh varchar(32) primary key, xmdm varchar(24), xmmc varchar(200), je decimal(38,10), sl tinyint(1), bz bit(3), rq date, gxsj datetime(6), sj timestamp null,
            nr mediumblob, js longtext, sjsczt char(1) default '0', bb bigint);
        create table spgl_xmqtfjxxb(id int auto_increment primary key, lsh varchar(32), fjmc varchar(100), gxsj datetime(6));
        create table receipts(lsh varchar(32), type varchar(2), updatetime datetime(6));
        """);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task ReadByFlag_RowsWithoutAVersionComeFirst_AndOnlyUneditedOnesAreMarked()
    {
        await server.ExecuteAsync("insert into spgl_xmjbxxb(lsh, xmdm, gxsj) values ('c','P1','2026-03-02 09:00:00.123456'), ('a','P2','2026-03-02 09:00:00.123456'), ('e','P4',null), ('d','P5',null), ('b','P6','2026-03-02 09:00:00')");
        await using var source = Reads.Source(Flag, server.Connection);
        var pages = await Reads.PagesAsync(source, new ReadRequest("projects"));
        await server.ExecuteAsync("update spgl_xmjbxxb set gxsj = '2026-03-02 10:00:00' where lsh = 'c'");

        await source.AcknowledgeAsync("projects", pages.Acknowledgements(), default);

        Assert.Equal(["d", "e", "b", "a", "c"], pages.Keys());
        Assert.Equal("c", await server.ScalarAsync("select group_concat(lsh) from spgl_xmjbxxb where sjsczt = '0'"));
    }

    [Fact]
    public async Task ReadByTime_SameSecondRowsAtThePageEdge_EachOnce()
    {
        await server.ExecuteAsync("insert into spgl_xmjbxxb(lsh, xmdm, gxsj) select concat('r', seq), 'P', '2026-03-02 09:00:00' from seq_1_to_7");

        var pages = await Reads.PagesAsync(Watermark, server.Connection, new ReadRequest("projects"));

        Assert.Equal(["r1", "r2", "r3", "r4", "r5", "r6", "r7"], pages.Keys());
        Assert.Equal("""{"at":"2026-03-02T09:00:00+08:00"}""", pages[^1].Cursor);
    }

    [Fact]
    public async Task ReadByTime_RowCommittedLateInsideTheLookback_IsReadByTheNextRun()
    {
        await server.ExecuteAsync("insert into spgl_xmjbxxb(lsh, xmdm, gxsj) values ('a','P','2026-03-02 09:05:00')");
        var first = await Reads.PagesAsync(Watermark, server.Connection, new ReadRequest("projects"));
        await server.ExecuteAsync("insert into spgl_xmjbxxb(lsh, xmdm, gxsj) values ('late','P','2026-03-02 09:00:00')");

        var second = await Reads.PagesAsync(Watermark, server.Connection, new ReadRequest("projects") { Cursor = first[^1].Cursor });

        Assert.Contains("late", second.Keys());
    }

    [Fact]
    public async Task ReadByTime_CancelledMidway_ResumesFromTheLastCursor()
    {
        await server.ExecuteAsync("insert into spgl_xmjbxxb(lsh, xmdm, gxsj) select concat('r', seq), 'P', '2026-03-02 09:00:00' from seq_1_to_7");
        string? cursor = null;
        var seen = new List<string>();
        using var stop = new CancellationTokenSource();
        await using (var source = Reads.Source(Watermark, server.Connection))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            {
                await foreach (var page in source.ReadAsync(new ReadRequest("projects"), stop.Token))
                {
                    cursor = page.Cursor;
                    seen.AddRange(page.Records.Select(r => r.SourceKey!));
                    await stop.CancelAsync();
                    stop.Token.ThrowIfCancellationRequested();
                }
            });
        }

        var rest = await Reads.PagesAsync(Watermark, server.Connection, new ReadRequest("projects") { Cursor = cursor });

        Assert.Equal(["r1", "r2", "r3", "r4", "r5", "r6", "r7"], seen.Concat(rest.Keys()));
    }

    [Fact]
    public async Task Read_TypesOfMySql_AreExact()
    {
        await server.ExecuteAsync("""
            set sql_mode = '', time_zone = '+00:00';
            insert into spgl_xmjbxxb values ('a', 'P', '𬭊"名', 12345678901234567890123456.0123456789, 2, b'101', '0000-00-00', '0000-00-00 00:00:00', '2026-03-02 09:00:00', x'0102', null, '0', 9223372036854775807)
            """);

        var json = (await Reads.PagesAsync(Head, server.Connection, new ReadRequest("projects"))).Json()[0];

        Assert.Equal(
            """{"lsh":"a","xmdm":"P","xmmc":"\uD872\uDF4A\"名","je":12345678901234567890123456.0123456789,"sl":2,"bz":5,"rq":"0000-00-00","gxsj":"0000-00-00 00:00:00","sj":"2026-03-02 17:00:00","nr":"AQI=","js":null,"sjsczt":"0","bb":9223372036854775807}""",
            json);
    }

    [Fact]
    public async Task ReadByFlag_VersionIsAZeroDate_IsMarkedAllTheSame()
    {
        await server.ExecuteAsync("set sql_mode = ''; insert into spgl_xmjbxxb(lsh, xmdm, gxsj) values ('a','P','0000-00-00 00:00:00'), ('b','P','0000-00-00 00:00:00'), ('c','P','0000-00-00 00:00:00')");
        await using var source = Reads.Source(Flag, server.Connection);

        var pages = await Reads.PagesAsync(source, new ReadRequest("projects"));
        await source.AcknowledgeAsync("projects", pages.Acknowledgements(), default);

        Assert.Equal(["a", "b", "c"], pages.Keys());
        Assert.Equal("0", await server.ScalarAsync("select count(*) from spgl_xmjbxxb where sjsczt = '0'"));
    }

    [Fact]
    public async Task Read_XmlInABlob_BecomesAnObjectAndABrokenOneItsRecordsFault()
    {
        var xml = Convert.ToHexString(Gb18030("<?xml version='1.0' encoding='GBK'?><Case type='10'><Body><ApplyName>王䶮</ApplyName></Body></Case>"));
        await server.ExecuteAsync($"insert into spgl_xmjbxxb(lsh, xmdm, nr) values ('a','P',x'{xml}'), ('b','P',x'FF'), ('c','P','<Case><Body></Case>'), ('d','P',null), ('e','P','<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>')");
        var yaml = Head + "    columns: { nr: { xml: true, charset: gb18030 } }\n";

        var records = (await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("projects"))).SelectMany(p => p.Records).ToList();

        Assert.Contains("""{"Case":{"@type":"10","Body":{"ApplyName":"王䶮"}}}""", Encoding.UTF8.GetString(records[0].Json.Span));
        Assert.Equal([null, "nr", "nr", null, "nr"], records.Select(r => r.Fault?.Field));
        Assert.All(records.Where(r => r.Fault is not null), r => Assert.Equal("undecodable", r.Fault!.Reason));
    }

    [Fact]
    public async Task Read_JsonInAText_BecomesAnObject()
    {
        await server.ExecuteAsync("""insert into spgl_xmjbxxb(lsh, xmdm, js) values ('a','P','{"k": [1, {"n": "王"}]}'), ('b','P','{oops'), ('c','P','')""");

        var records = (await Reads.PagesAsync(Head + "    columns: { js: { json: true } }\n", server.Connection, new ReadRequest("projects"))).SelectMany(p => p.Records).ToList();

        Assert.Contains("\"js\":{\"k\": [1, {\"n\": \"王\"}]}", Encoding.UTF8.GetString(records[0].Json.Span));
        Assert.Equal([null, "js", null], records.Select(r => r.Fault?.Field));
    }

    [Fact]
    public async Task Read_KeyInsideADocument_IsTheCaseKey()
    {
        await server.ExecuteAsync("insert into spgl_xmjbxxb(lsh, xmdm, nr) values ('a','P','<Case><SN>S1</SN></Case>')");
        var yaml = Head.Replace("caseKey: xmdm", "caseKey: nr.Case.SN") + "    columns: { nr: { xml: true } }\n";

        var record = (await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("projects")))[0].Records[0];

        Assert.Equal("S1", record.CaseKey);
    }

    [Fact]
    public async Task Read_GbkBytesInALatin1Column_AreDecodedAndBrokenOnesFault()
    {
        var good = Convert.ToHexString(Gb18030("王(龙天)䶮𬭊"));
        await server.ExecuteAsync($"""
            alter table spgl_xmjbxxb modify xmmc varchar(200) character set latin1;
            insert into spgl_xmjbxxb(lsh, xmdm, xmmc) values ('a','P',convert(x'{good}' using latin1)), ('b','P',convert(x'81' using latin1)), ('c','P','plain');
            """);

        var whole = await Reads.PagesAsync(Head.Replace("connection:", "charset: gb18030, connection:"), server.Connection, new ReadRequest("projects"));
        var column = await Reads.PagesAsync(Head + "    columns: { xmmc: { charset: gb18030 } }\n", server.Connection, new ReadRequest("projects"));

        foreach (var pages in (List<SourcePage>[])[whole, column])
        {
            Assert.Contains("\"xmmc\":\"王(龙天)䶮\\uD872\\uDF4A\"", pages.Json()[0]);
            Assert.Equal([null, "xmmc", null], pages.SelectMany(p => p.Records).Select(r => r.Fault?.Field));
            Assert.Contains("\"lsh\":\"c\",\"xmdm\":\"P\",\"xmmc\":\"plain\"", pages.Json()[2]);
        }
    }

    [Fact]
    public async Task Read_Children_OneQueryAPage()
    {
        await server.ExecuteAsync("""
            insert into spgl_xmjbxxb(lsh, xmdm, gxsj) values ('a','P','2026-03-02 09:00:00'), ('b','P','2026-03-02 09:00:00'), ('c','P','2026-03-02 09:00:00');
            insert into spgl_xmqtfjxxb(lsh, fjmc, gxsj) values ('a','二','2026-03-02 10:00:00'), ('a','一','2026-03-02 09:00:00'), ('c','三',null), ('z','x',null);
            """);
        var yaml = Head.Replace("batch: 2", "batch: 100") + "    children: [ { table: spgl_xmqtfjxxb, as: files, by: { lsh: lsh }, orderBy: gxsj } ]\n";

        var pages = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("projects"));

        Assert.Equal([2, 0, 1], pages.SelectMany(p => p.Records).Select(r => System.Text.Json.JsonDocument.Parse(r.Json).RootElement.GetProperty("files").GetArrayLength()));
        Assert.Contains("\"fjmc\":\"一\",\"gxsj\":\"2026-03-02 09:00:00\"},{\"id\":1,\"lsh\":\"a\",\"fjmc\":\"二\"", pages.Json()[0]);
        Assert.Equal(2, pages[0].Fetches);
    }

    [Fact]
    public async Task ReadByTime_ChildChangedLater_BringsItsParentBack()
    {
        await server.ExecuteAsync("""
            insert into spgl_xmjbxxb(lsh, xmdm, gxsj) values ('a','P','2026-03-02 09:00:00'), ('b','P','2026-03-02 09:30:00');
            insert into spgl_xmqtfjxxb(lsh, fjmc, gxsj) values ('a','one','2026-03-02 09:00:00');
            """);
        var yaml = Watermark + "    children: [ { table: spgl_xmqtfjxxb, as: files, by: { lsh: lsh }, touches: gxsj } ]\n";
        var first = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("projects"));
        await server.ExecuteAsync("insert into spgl_xmqtfjxxb(lsh, fjmc, gxsj) values ('a','two','2026-03-03 12:00:00')");

        var second = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("projects") { Cursor = first[^1].Cursor });

        Assert.Equal(["a", "b"], first.Keys());
        Assert.Equal("a", second.Keys()[^1]);
        Assert.Contains("two", second.Json()[^1]);
        Assert.Equal("""{"at":"2026-03-03T12:00:00+08:00"}""", second[^1].Cursor);
    }

    [Fact]
    public async Task ReadByReceipt_RowsWithAReceiptAreLeftOut_AndReceiptsAreInsertedOnce()
    {
        await server.ExecuteAsync("""
            insert into spgl_xmjbxxb(lsh, xmdm, gxsj, sl) values ('a','P','2026-03-02 09:00:00',1), ('b','P','2026-03-01 09:00:00',2), ('c','P','2026-03-03 09:00:00',2), ('d','P','2026-03-03 09:00:00',3);
            insert into receipts values ('c', '1', now()), ('b', '9', now());
            """);
        var yaml = Head + """
                select: { by: receipt, table: receipts, columns: { lsh: "{lsh}", type: "1", updatetime: "{now}" }, match: [lsh, type], orderBy: gxsj, versionColumn: gxsj }
                where: { sl: [1, 2] }

            """;
        await using var source = Reads.Source(yaml, server.Connection);
        var pages = await Reads.PagesAsync(source, new ReadRequest("projects"));
        await server.ExecuteAsync("update spgl_xmjbxxb set gxsj = '2026-03-05 09:00:00' where lsh = 'b'");

        await source.AcknowledgeAsync("projects", pages.Acknowledgements(), default);
        await source.AcknowledgeAsync("projects", pages.Acknowledgements(), default);
        var again = await Reads.PagesAsync(source, new ReadRequest("projects"));

        Assert.Equal(["b", "a"], pages.Keys());
        Assert.Equal("1", await server.ScalarAsync("select count(*) from receipts where lsh = 'a' and type = '1' and updatetime > '2026-01-01'"));
        Assert.Equal(["b"], again.Keys());
        Assert.True((await source.CheckAsync(default)).Ok);
    }

    [Fact]
    public async Task ReadByVersion_GoesOnAfterTheCursorWithItsOverlap()
    {
        await server.ExecuteAsync("insert into spgl_xmjbxxb(lsh, xmdm, bb) select concat('r', seq), 'P', seq * 10 from seq_1_to_5");
        var yaml = Head + "    select: { by: version, column: bb, overlap: 10 }\n";
        var first = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("projects"));
        await server.ExecuteAsync("insert into spgl_xmjbxxb(lsh, xmdm, bb) values ('late','P',45), ('new','P',60)");

        var resumed = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("projects") { Cursor = first[0].Cursor });
        var second = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("projects") { Cursor = first[^1].Cursor });

        Assert.Equal(["r1", "r2", "r3", "r4", "r5"], first.Keys());
        Assert.Equal(["r3", "r4", "late", "r5", "new"], resumed.Keys());
        Assert.Equal(["late", "r5", "new"], second.Keys());
        Assert.Equal("""{"version":"60"}""", second[^1].Cursor);
    }

    [Fact]
    public async Task ReadByKeyDiff_WholeListing_IsCompleteAndAnEmptyOneIsNot()
    {
        await server.ExecuteAsync("insert into spgl_xmjbxxb(lsh, xmdm) select concat('r', seq), 'P' from seq_1_to_5");
        var yaml = Head + "    select: { by: keyDiff }\n";

        var whole = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("projects"));
        var part = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("projects") { Limit = 3 });
        await server.ExecuteAsync("delete from spgl_xmjbxxb");
        var empty = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("projects"));

        Assert.Equal([false, false, true], whole.Select(p => p.Complete));
        Assert.Equal(5, whole.Keys().Length);
        Assert.All(part, p => Assert.False(p.Complete));
        Assert.All(empty, p => Assert.False(p.Complete));
        Assert.Contains(empty[^1].Notices, n => n.Contains("empty"));
    }

    [Fact]
    public async Task ReadByKeyDiff_RowsDeletedMeanwhile_AreStillSeenBecauseTheSnapshotHoldsThem()
    {
        await server.ExecuteAsync("insert into spgl_xmjbxxb(lsh, xmdm) select concat('r', seq), 'P' from seq_1_to_7");
        await using var source = Reads.Source(Head + "    select: { by: keyDiff }\n", server.Connection);
        var keys = new List<string>();
        var complete = false;
        await foreach (var page in source.ReadAsync(new ReadRequest("projects"), default))
        {
            keys.AddRange(page.Records.Select(r => r.SourceKey!));
            complete = page.Complete;
            if (keys.Count == 2)
            {
                await server.ExecuteAsync("delete from spgl_xmjbxxb where lsh in ('r5', 'r6')");
            }
        }

        Assert.Equal(7, keys.Count);
        Assert.True(complete);
    }

    [Theory]
    [InlineData("table: spgl_xmjbxxb", "table: spgl_missing", "no such table")]
    [InlineData("key: [lsh]", "key: [lsx]", "Did you mean 'lsh'?")]
    [InlineData("Database=exchange", "Database=nowhere", "no such database")]
    [InlineData("Password=", "Password=x", "does not let the hub in")]
    public async Task Check_WrongName_NamesItWithItsRemedy(string right, string wrong, string expected)
    {
        await using var source = Reads.Source(Head.Replace("CONNECTION", server.Connection).Replace(right, wrong), "");

        var result = await source.CheckAsync(default);

        Assert.False(result.Ok);
        Assert.Equal(FailureKind.Configuration, result.Kind);
        Assert.Contains(expected, result.Message);
        Assert.DoesNotContain("Password", result.Message);
    }

    [Fact]
    public async Task Check_UpdateNotGranted_NamesTheColumn()
    {
        await server.ExecuteAsync("create or replace user reader@'127.0.0.1' identified by 'r'; grant select on exchange.* to reader@'127.0.0.1'");
        var connection = System.Text.RegularExpressions.Regex.Replace(server.Connection, "User ID=.*?;Password=[^;]*", "User ID=reader;Password=r");
        await using var source = Reads.Source(Flag, connection);

        var refused = await source.CheckAsync(default);

        Assert.False(refused.Ok);
        Assert.Contains("'sjsczt'", refused.Message);
    }

    [Fact]
    public async Task Read_QueryThatSleeps_EndsInTime()
    {
        var yaml = Watermark.Replace("table: spgl_xmjbxxb", "query: \"select *, sleep(20) from (select 'a' lsh, 'P' xmdm, timestamp('2026-03-02 09:00:00') gxsj) x\"").Replace("provider: mysql,", "provider: mysql, timeout: 1s,");

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => Reads.PagesAsync(yaml, server.Connection, new ReadRequest("projects")));

        Assert.Equal(FailureKind.Transient, failure.Kind);
    }

    [Fact]
    public async Task Discover_ListsColumnsWithTypes()
    {
        await using var source = Reads.Source(Head, server.Connection);

        var shape = await source.DiscoverAsync("projects", default);

        Assert.Equal("varchar(32)", shape.Fields["lsh"]);
        Assert.Equal("datetime", shape.Fields["gxsj"]);
    }

    private static byte[] Gb18030(string text) => Exchange.Abstractions.Decoding.CharacterSet.Find("gb18030")!.Encoding.GetBytes(text);
}
