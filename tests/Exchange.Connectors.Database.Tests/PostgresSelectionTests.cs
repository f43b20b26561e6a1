using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Database.Tests;

[Trait("Category", "Integration")]
public sealed class PostgresSelectionTests(PostgresServer server) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private const string Head = """
        id: province
        kind: database
        settings: { provider: postgresql, connection: "CONNECTION" }
        streams:
          - name: messages
            table: provinceinfo
            key: [unid]
            caseKey: unid
            batch: 2

        """;

    private const string Watermark = Head + "    cursor: { field: createtime, lookback: 10m, settle: 30s }\n";

    public Task InitializeAsync() => server.ExecuteAsync("""
        drop table if exists provinceinfo, provinceinfosync, provinceattr, texttimes;
        create table provinceinfo(unid varchar(40) primary key, type int, createtime timestamp, content bytea, ver bigint);
        create table provinceinfosync(unid varchar(40), type varchar(2), updatetime timestamp);
        create table provinceattr(id serial primary key, unid varchar(40), part int, name text, createtime timestamp);
        """);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task ReadByReceipt_MessagesOfSomeTypes_EachOnceInTheOrderTheyCame()
    {
        await server.ExecuteAsync("""
            insert into provinceinfo(unid, type, createtime, content) select 'u' || i, case when i % 4 = 0 then 99 else 10 end, timestamp '2026-03-02 09:00:00' - i * interval '1 s', convert_to('<Case><SN>S' || i || '</SN></Case>', 'UTF8') from generate_series(1, 9) i;
            insert into provinceinfosync values ('u9', '1', now());
            """);
        var yaml = Head.Replace("caseKey: unid", "caseKey: content.Case.SN") + """
                where: { type: [10, 20] }
                columns: { content: { xml: true } }
                select: { by: receipt, table: provinceinfosync, columns: { unid: "{unid}", type: "1", updatetime: "{now}" }, match: [unid], orderBy: createtime }

            """;
        await using var source = Reads.Source(yaml, server.Connection);
        var pages = await Reads.PagesAsync(source, new ReadRequest("messages"));

        await source.AcknowledgeAsync("messages", pages.Acknowledgements(), default);
        await source.AcknowledgeAsync("messages", pages.Acknowledgements(), default);

        Assert.Equal(["u7", "u6", "u5", "u3", "u2", "u1"], pages.Keys());
        Assert.Equal("S7", pages[0].Records[0].CaseKey);
        Assert.Equal(7L, await server.ScalarAsync<long>("select count(*) from provinceinfosync"));
        Assert.Empty((await Reads.PagesAsync(source, new ReadRequest("messages"))).Keys());
        Assert.Equal(7, (await Reads.PagesAsync(source, new ReadRequest("messages") { Full = true })).Keys().Length);
        Assert.True((await source.CheckAsync(default)).Ok);
    }

    [Fact]
    public async Task ReadByReceipt_OfAQuery_InsertsReceiptsOfWhatWasRead()
    {
        await server.ExecuteAsync("insert into provinceinfo(unid, type) values ('a', 10), ('b', 10)");
        var yaml = Head.Replace("table: provinceinfo", "query: \"select unid, type from provinceinfo where type = 10\"")
            + "    select: { by: receipt, table: provinceinfosync, columns: { unid: \"{unid}\", type: \"1\" } }\n";
        await using var source = Reads.Source(yaml, server.Connection);
        var pages = await Reads.PagesAsync(source, new ReadRequest("messages"));

        await source.AcknowledgeAsync("messages", pages.Acknowledgements(), default);
        await source.AcknowledgeAsync("messages", pages.Acknowledgements(), default);

        Assert.Equal(2L, await server.ScalarAsync<long>("select count(*) from provinceinfosync where type = '1'"));
        Assert.Empty((await Reads.PagesAsync(source, new ReadRequest("messages"))).Keys());
    }

    [Fact]
    public async Task ReadByVersion_RowCommittedLate_IsInsideTheOverlap()
    {
        await server.ExecuteAsync("insert into provinceinfo(unid, ver) select 'u' || i, i from generate_series(1, 5) i");
        var yaml = Head + "    select: { by: version, column: ver, overlap: 2 }\n";
        var first = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("messages"));
        await server.ExecuteAsync("insert into provinceinfo(unid, ver) values ('late', 4)");

        var second = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("messages") { Cursor = first[^1].Cursor });
        var full = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("messages") { Cursor = first[^1].Cursor, Full = true });

        Assert.Equal("""{"version":"5"}""", first[^1].Cursor);
        Assert.Equal(["late", "u4", "u5"], second.Keys());
        Assert.Equal(6, full.Keys().Length);
        Assert.All(first, p => Assert.Null(p.Records[0].Version));
    }

    [Fact]
    public async Task ReadByVersion_SourceSetBack_DoesNotTakeTheCursorBack()
    {
        await server.ExecuteAsync("insert into provinceinfo(unid, ver) values ('a', 3)");
        var yaml = Head + "    select: { by: version, column: ver, overlap: 100 }\n";

        var pages = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("messages") { Cursor = "50" });

        Assert.Equal("""{"version":"50"}""", pages[^1].Cursor);
    }

    [Fact]
    public async Task ReadByKeyDiff_CountAgreesInOneSnapshot_IsComplete()
    {
        await server.ExecuteAsync("insert into provinceinfo(unid) select 'u' || i from generate_series(1, 5) i");
        await using var source = Reads.Source(Head + "    select: { by: keyDiff }\n", server.Connection);
        var flags = new List<bool>();
        var keys = 0;
        await foreach (var page in source.ReadAsync(new ReadRequest("messages"), default))
        {
            keys += page.Records.Count;
            flags.Add(page.Complete);
            await server.ExecuteAsync("delete from provinceinfo where unid = 'u5'; insert into provinceinfo(unid) values ('v' || random())");
        }

        Assert.Equal([false, false, true], flags);
        Assert.Equal(5, keys);
    }

    [Fact]
    public async Task ReadByKeyDiff_EmptyOrKeylessListing_ProvesNothing()
    {
        var yaml = Head + "    select: { by: keyDiff }\n";
        var empty = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("messages"));
        await server.ExecuteAsync("alter table provinceinfo drop constraint provinceinfo_pkey; alter table provinceinfo alter unid drop not null; insert into provinceinfo(unid) values ('a'), (null), ('b'), (null), (null)");

        var keyless = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("messages"));

        Assert.All(empty.Concat(keyless), p => Assert.False(p.Complete));
        Assert.Contains(keyless[^1].Notices, n => n.Contains("nothing counts as gone"));
    }

    [Fact]
    public async Task ReadByKeyDiff_LimitedOrBackfill_IsNeverComplete()
    {
        await server.ExecuteAsync("insert into provinceinfo(unid) values ('a'), ('b')");
        var yaml = Head.Replace("batch: 2", "batch: 10") + "    select: { by: keyDiff }\n";

        var limited = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("messages") { Limit = 9 });
        var window = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("messages") { From = DateTimeOffset.UnixEpoch });

        Assert.All(limited.Concat(window), p => Assert.False(p.Complete));
    }

    [Fact]
    public async Task ReadChildren_ByTwoColumns_JoinsThemToTheirParents()
    {
        await server.ExecuteAsync("""
            insert into provinceinfo(unid, type, createtime) values ('a', 1, '2026-03-02 09:00:00'), ('b', 2, '2026-03-02 09:00:00'), ('c', null, '2026-03-02 09:00:00');
            insert into provinceattr(unid, part, name) values ('a', 1, 'x'), ('a', 2, 'other'), ('b', 2, 'y'), ('b', 2, 'z');
            """);
        var yaml = Watermark + "    children: [ { table: provinceattr, as: attrs, by: { unid: unid, part: type }, orderBy: [name] } ]\n";

        var json = (await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("messages"))).Json();

        Assert.Equal(["x", "y,z", ""], json.Select(j => string.Join(',', JsonDocument.Parse(j).RootElement.GetProperty("attrs").EnumerateArray().Select(a => a.GetProperty("name").GetString()))));
    }

    [Fact]
    public async Task ReadByTime_ChildChanged_BringsItsParentBackThoughTheParentIsOld()
    {
        await server.ExecuteAsync("insert into provinceinfo(unid, createtime) select 'u' || i, timestamp '2026-03-02 09:00:00' + i * interval '1 h' from generate_series(1, 6) i");
        var yaml = Watermark + "    children: [ { table: provinceattr, as: attrs, by: { unid: unid }, touches: createtime } ]\n";
        var first = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("messages"));
        await server.ExecuteAsync("insert into provinceattr(unid, name, createtime) values ('u1', 'x', '2026-03-04 09:00:00')");

        var second = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("messages") { Cursor = first[^1].Cursor });

        Assert.Equal(6, first.Keys().Length);
        Assert.Equal(["u6", "u1"], second.Keys());
    }

    [Fact]
    public async Task ReadByTime_RowsDeletedBetweenPages_NoneOfTheOthersIsSkipped()
    {
        await server.ExecuteAsync("insert into provinceinfo(unid, createtime) select 'u' || i, '2026-03-02 09:00:00' from generate_series(1, 9) i");
        var keys = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await Reads.PagesAsync(Watermark, server.Connection, new ReadRequest("messages") { Cursor = cursor, Limit = 2 }))[0];
            keys.AddRange(page.Records.Select(r => r.SourceKey!));
            cursor = page.Last ? null : page.Cursor;
            await server.ExecuteAsync("delete from provinceinfo where unid in ('u1', 'u2')");
        }
        while (cursor is not null);

        Assert.Equal(["u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9"], keys);
    }

    [Fact]
    public async Task ReadByTime_TimesAsTexts_AreComparedAsTheyAreWritten()
    {
        await server.ExecuteAsync("create table texttimes(id text primary key, at varchar(14)); insert into texttimes values ('a', '20260302090000'), ('b', '20260302090001'), ('c', '99991231000000'), ('d', '')");
        var yaml = Head.Replace("provinceinfo", "texttimes").Replace("[unid]", "[id]").Replace("caseKey: unid", "caseKey: id") + "    cursor: { field: at, format: yyyyMMddHHmmss, lookback: 1s }\n";

        var first = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("messages"));
        var second = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("messages") { Cursor = first[^1].Cursor });

        Assert.Equal("""{"at":"2026-03-02T09:00:01+08:00"}""", first[^1].Cursor);
        Assert.Contains("b", second.Keys());
        Assert.Contains("c", first.Keys());
    }

    [Fact]
    public async Task Read_ValueLargerThanAllowed_SetsItsRecordAside()
    {
        await server.ExecuteAsync("insert into provinceinfo(unid, createtime, content) values ('a', '2026-03-02 09:00:00', decode(repeat('00', 5000), 'hex')), ('b', '2026-03-02 09:00:00', decode('00', 'hex'))");

        var pages = await Reads.PagesAsync(Watermark.Replace("connection:", "maxValueBytes: 4096, connection:"), server.Connection, new ReadRequest("messages"));

        Assert.Equal(["content", null], pages.SelectMany(p => p.Records).Select(r => r.Fault?.Field));
        Assert.Contains("\"content\":null", pages.Json()[0]);
    }

    [Fact]
    public async Task Read_BytesThatAreNoCharactersOfTheDeclaredSet_AreAFaultAndNeverAQuestionMark()
    {
        await server.ExecuteAsync("insert into provinceinfo(unid, createtime, content) values ('a', '2026-03-02 09:00:00', '\\xfe9f'), ('b', '2026-03-02 09:00:00', '\\x8230b731'), ('c', '2026-03-02 09:00:00', '\\x81')");
        var yaml = Watermark + "    columns: { content: { charset: gb18030 } }\n";

        var pages = await Reads.PagesAsync(yaml, server.Connection, new ReadRequest("messages"));

        Assert.Contains("䶮", pages.Json()[0]);
        Assert.Contains("㛃", pages.Json()[1]);
        Assert.Equal("content", pages.SelectMany(p => p.Records).Single(r => r.SourceKey == "c").Fault?.Field);
        Assert.DoesNotContain("?", string.Concat(pages.Json()));
    }

    [Fact]
    public async Task Failures_QuoteNoData()
    {
        await server.ExecuteAsync("insert into provinceinfo(unid, createtime, type) values ('35059919800229001X', '2026-03-02 09:00:00', 1)");
        var yaml = Watermark.Replace("table: provinceinfo", "query: \"select unid, createtime, unid::int n from provinceinfo\"");

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => Reads.PagesAsync(yaml, server.Connection, new ReadRequest("messages")));

        Assert.Equal(FailureKind.Data, failure.Kind);
        Assert.DoesNotContain("350599", failure.Message + failure.Remedy);
    }
}
