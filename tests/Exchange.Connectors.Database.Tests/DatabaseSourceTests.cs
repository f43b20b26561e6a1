using System.Text;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Tests;

namespace Exchange.Connectors.Database.Tests;

[Trait("Category", "Integration")]
public sealed class DatabaseSourceTests(PostgresServer server) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private const string Flag = """
        id: bureau
        kind: database
        settings: { provider: postgresql, connection: "CONNECTION" }
        streams:
          - name: accepted
            table: up_pro_accept
            key: [row_guid]
            caseKey: project_no
            deleteWhen: { cd_operation: D }
            select: { by: flag, column: is_sync, pending: "0", done: "1", versionColumn: cd_time }
            batch: 2
        """;

    private const string Watermark = """
        id: bureau
        kind: database
        settings: { provider: postgresql, connection: "CONNECTION" }
        streams:
          - name: accepted
            table: up_pro_accept
            key: [row_guid]
            caseKey: project_no
            cursor: { field: cd_time, lookback: 10m, settle: 30s }
            batch: 2
        """;

    public Task InitializeAsync() => server.ExecuteAsync("""
        drop table if exists up_pro_accept;
        create table up_pro_accept(row_guid varchar(50) primary key, project_no varchar(50), project_name text, task_version int, fee numeric(20,4),
            apply_date timestamp, accept_day date, attachment bytea, extra jsonb, seen timestamptz, cd_operation varchar(2) default 'I', cd_time timestamp, is_sync varchar(1) default '0');
        """);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Read_PendingRows_EachOnceWithNullVersionsFirst()
    {
        await server.ExecuteAsync("""
            insert into up_pro_accept(row_guid, project_no, cd_time) values
            ('c','P1','2026-03-02 09:00:00'), ('a','P2','2026-03-02 09:00:00'), ('b','P3','2026-03-02 09:00:00'), ('e','P4',null), ('d','P5',null), ('f','P6',null);
            insert into up_pro_accept(row_guid, project_no, is_sync) values ('x','P9','1');
            """);

        var pages = await ReadAsync(Flag, new ReadRequest("accepted"));

        Assert.Equal(["d", "e", "f", "a", "b", "c"], pages.SelectMany(p => p.Records).Select(r => r.SourceKey));
        Assert.All(pages, p => Assert.Null(p.Cursor));
        Assert.True(pages[^1].Last);
    }

    [Fact]
    public async Task Acknowledge_RowEditedMeanwhile_StaysPending()
    {
        await server.ExecuteAsync("insert into up_pro_accept(row_guid, project_no, cd_time) values ('a','P1','2026-03-02 09:00:00.123456'), ('b','P2',null), ('c','P3','2026-03-02 09:00:00')");
        await using var source = Source(Flag);
        var records = await RecordsAsync(source, new ReadRequest("accepted"));
        await server.ExecuteAsync("update up_pro_accept set cd_time = '2026-03-02 10:00:00' where row_guid = 'c'");

        await source.AcknowledgeAsync("accepted", records, default);
        await source.AcknowledgeAsync("accepted", records, default);

        Assert.Equal("c", await server.ScalarAsync<string>("select string_agg(row_guid, ',') from up_pro_accept where is_sync = '0'"));
        Assert.Equal(2L, await server.ScalarAsync<long>("select count(*) from up_pro_accept where is_sync = '1'"));
    }

    [Fact]
    public async Task Read_FullOfAFlagStream_TakesRowsAlreadyDone()
    {
        await server.ExecuteAsync("insert into up_pro_accept(row_guid, project_no, cd_time, is_sync) values ('a','P1','2026-03-02 09:00:00','1'), ('b','P2',null,'0'), ('c','P2','2019-01-01','1')");

        var pages = await ReadAsync(Flag.Replace("batch: 2", "batch: 2\n    start: \"2020-01-01\""), new ReadRequest("accepted") { Full = true });

        Assert.Equal(["b", "a"], pages.SelectMany(p => p.Records).Select(r => r.SourceKey));
    }

    [Fact]
    public async Task Read_ColumnsOfEveryType_BecomeJson()
    {
        await server.ExecuteAsync("""
            insert into up_pro_accept values ('a','P1','名"称', 3, 12345678901234.5000, '2026-03-02 09:00:00.5', '2026-03-02', '\x0102', '{"k": 1}',
            '2026-03-02 01:00:00+00', 'D', '2026-03-02 09:00:00')
            """);

        await using var source = Source(Flag);
        await using var pages = source.ReadAsync(new ReadRequest("accepted"), default).GetAsyncEnumerator();
        await pages.MoveNextAsync();
        var record = pages.Current.Records[0];

        Assert.Equal(
            """{"row_guid":"a","project_no":"P1","project_name":"名\"称","task_version":3,"fee":12345678901234.5000,"apply_date":"2026-03-02 09:00:00.5","accept_day":"2026-03-02","attachment":"AQI=","extra":"{\"k\": 1}","seen":"2026-03-02 09:00:00","cd_operation":"D","cd_time":"2026-03-02 09:00:00","is_sync":"0"}""",
            Encoding.UTF8.GetString(record.Json.Span));
        Assert.Equal(RecordOperation.Delete, record.Operation);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)), record.Version);
    }

    [Fact]
    public async Task Read_ValuesNothingCanHold_CarryFaultsAndDoNotStopTheirPage()
    {
        await server.ExecuteAsync("""
            alter table up_pro_accept alter column fee type numeric;
            insert into up_pro_accept(row_guid, project_no, fee, apply_date, cd_time) values
            ('a','P1','NaN', null, '2026-03-02 09:00:00'), ('b','P2', 1, '0044-03-15 12:00:00 BC', '2026-03-02 09:00:01'),
            ('c','P3', 10::numeric ^ 60, null, '2026-03-02 09:00:02'), ('d','P4', 2, null, 'infinity'), ('e', null, 2, null, 'infinity');
            """);

        var pages = await ReadAsync(Flag, new ReadRequest("accepted"));

        var records = pages.SelectMany(p => p.Records).ToList();
        Assert.Equal(["undecodable", "undecodable", "undecodable", null, "missing"], records.Select(r => r.Fault?.Reason));
        Assert.Equal(["fee", "apply_date", "fee", null, "project_no"], records.Select(r => r.Fault?.Field));
        Assert.Equal("d", records[3].SourceKey);
        Assert.Null(records[3].Version);
        Assert.Contains(pages.SelectMany(p => p.Notices), n => n.Contains("far future"));
        await using var source = Source(Flag);
        await source.AcknowledgeAsync("accepted", await RecordsAsync(source, new ReadRequest("accepted")), default);
        Assert.Equal(0L, await server.ScalarAsync<long>("select count(*) from up_pro_accept where is_sync = '0'"));
    }

    [Fact]
    public async Task Read_ByTime_GoesOnFromCursorAndResumesInsideAWindow()
    {
        await server.ExecuteAsync("insert into up_pro_accept(row_guid, project_no, cd_time) select 'r' || i, 'P' || i, '2026-03-02 09:00:00' from generate_series(1, 5) i");

        var first = (await ReadAsync(Watermark, new ReadRequest("accepted") { Limit = 2 }))[0];
        var rest = await ReadAsync(Watermark, new ReadRequest("accepted") { Cursor = first.Cursor });
        var again = await ReadAsync(Watermark, new ReadRequest("accepted") { Cursor = rest[^1].Cursor });

        Assert.Equal(["r1", "r2"], first.Records.Select(r => r.SourceKey));
        Assert.Equal(["r3", "r4", "r5"], rest.SelectMany(p => p.Records).Select(r => r.SourceKey));
        Assert.Equal("""{"at":"2026-03-02T09:00:00+08:00"}""", rest[^1].Cursor);
        Assert.Equal(5, again.Sum(p => p.Records.Count));
        Assert.Equal(rest[^1].Cursor, again[^1].Cursor);
    }

    [Fact]
    public async Task Read_ByTime_UnsettledRowsWaitAndARowDated9999IsReadWithoutMovingTheCursor()
    {
        await server.ExecuteAsync("""
            insert into up_pro_accept(row_guid, project_no, cd_time) values
            ('a','P1','2026-03-02 09:00:00'), ('b','P2',clock_timestamp() at time zone 'Asia/Shanghai'), ('c','P3','9999-12-31 00:00:00'), ('d','P4',null)
            """);

        var pages = await ReadAsync(Watermark, new ReadRequest("accepted"));

        Assert.Equal(["a", "c"], pages.SelectMany(p => p.Records).Select(r => r.SourceKey));
        Assert.Equal("""{"at":"2026-03-02T09:00:00+08:00"}""", pages[^1].Cursor);
        Assert.Contains("1 row dated in the far future", pages.SelectMany(p => p.Notices));
        Assert.Contains("1 rows without 'cd_time' are not read", pages.SelectMany(p => p.Notices));
    }

    [Fact]
    public async Task Read_BackfillWindow_TakesItsRowsOnly()
    {
        await server.ExecuteAsync("insert into up_pro_accept(row_guid, project_no, cd_time, is_sync) select 'r' || i, 'P' || i, timestamp '2026-03-02 09:00:00' + i * interval '1 h', '1' from generate_series(0, 5) i");
        var from = new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(8));

        foreach (var yaml in (string[])[Flag, Watermark])
        {
            var pages = await ReadAsync(yaml, new ReadRequest("accepted") { From = from, To = from.AddHours(2) });

            Assert.Equal(["r1", "r2"], pages.SelectMany(p => p.Records).Select(r => r.SourceKey));
            Assert.All(pages, p => Assert.Null(p.Cursor));
        }
    }

    [Theory]
    [InlineData("select * from up_pro_accept where cd_time >= {from} and cd_time <= {to}")]
    [InlineData("select * from up_pro_accept where cd_time >= {from} and ({afterKey} is null or row_guid > {afterKey}) order by row_guid limit {limit}")]
    [InlineData("select * from up_pro_accept -- all")]
    public async Task Read_ByQuery_PagesThroughAllRows(string query)
    {
        await server.ExecuteAsync("insert into up_pro_accept(row_guid, project_no, cd_time) select 'r' || i, 'P' || i, '2026-03-02 09:00:00' from generate_series(1, 5) i");

        var pages = await ReadAsync(Watermark.Replace("table: up_pro_accept", $"query: \"{query}\""), new ReadRequest("accepted"));

        Assert.Equal(["r1", "r2", "r3", "r4", "r5"], pages.SelectMany(p => p.Records).Select(r => r.SourceKey));
    }

    [Theory]
    [InlineData("up_pro_accept", "up_pro_missing", "up_pro_missing")]
    [InlineData("versionColumn: cd_time", "versionColumn: changed_at", "'changed_at'")]
    [InlineData("Username=tests", "Username=nobody_here", "does not let the hub in")]
    [InlineData("Database=postgres", "Database=nowhere", "no such database")]
    public async Task Read_WrongName_IsAConfigurationFailureNamingIt(string right, string wrong, string expected)
    {
        var yaml = Flag.Replace("CONNECTION", server.Connection).Replace(right, wrong);

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => ReadAsync(yaml, new ReadRequest("accepted")));

        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.Contains(expected, failure.Message);
    }

    [Fact]
    public async Task Read_NobodyListens_IsTransient()
    {
        var yaml = Flag.Replace("CONNECTION", "Host=127.0.0.1;Port=1;Database=d;Username=u;Password=s3cret");

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => ReadAsync(yaml, new ReadRequest("accepted")));

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.DoesNotContain("s3cret", failure.ToString());
    }

    [Fact]
    public async Task Read_QueryThatWritesOrSleeps_Fails()
    {
        await server.ExecuteAsync("create or replace function touch() returns int language sql as $$ insert into up_pro_accept(row_guid) values ('z') returning 1 $$");
        var writes = Watermark.Replace("table: up_pro_accept", "query: \"select *, touch() from (select 'a' row_guid, 'P' project_no, timestamp '2026-03-02 09:00:00' cd_time) x\"");
        var sleeps = Watermark.Replace("table: up_pro_accept", "query: \"select *, pg_sleep(5) from (select 'a' row_guid, 'P' project_no, timestamp '2026-03-02 09:00:00' cd_time) x\"")
            .Replace("provider: postgresql,", "provider: postgresql, timeout: 300ms,");

        Assert.Equal(FailureKind.Configuration, (await Assert.ThrowsAsync<ExchangeException>(() => ReadAsync(writes, new ReadRequest("accepted")))).Kind);
        Assert.Equal(FailureKind.Transient, (await Assert.ThrowsAsync<ExchangeException>(() => ReadAsync(sleeps, new ReadRequest("accepted")))).Kind);
    }

    [Fact]
    public async Task Check_UpdateNotGranted_NamesTheColumn()
    {
        await server.ExecuteAsync("do $$ begin create role reader login; exception when duplicate_object then null; end $$; grant select on up_pro_accept to reader;");
        await using var source = Source(Flag.Replace("CONNECTION", server.Connection.Replace("Username=tests", "Username=reader")));

        var refused = await source.CheckAsync(default);
        await server.ExecuteAsync("grant update (is_sync) on up_pro_accept to reader");
        var granted = await source.CheckAsync(default);

        Assert.False(refused.Ok);
        Assert.Equal(FailureKind.Configuration, refused.Kind);
        Assert.Contains("'is_sync'", refused.Message);
        Assert.True(granted.Ok, granted.Message);
    }

    [Fact]
    public async Task Discover_ListsColumnsWithTypes()
    {
        await using var source = Source(Flag);

        var shape = await source.DiscoverAsync("accepted", default);

        Assert.Equal("timestamp", shape.Fields["cd_time"]);
        Assert.Equal("varchar(50)", shape.Fields["row_guid"]);
    }

    [Fact]
    public async Task Read_LargeRows_EndPagesEarlyAndLoseNothing()
    {
        await server.ExecuteAsync("insert into up_pro_accept(row_guid, project_no, cd_time, project_name) select 'r' || i, 'P', '2026-03-02 09:00:00', repeat('x', 12000000) from generate_series(1, 5) i");

        var pages = await ReadAsync(Watermark.Replace("batch: 2", "batch: 100"), new ReadRequest("accepted"));

        Assert.Equal(5, pages.Sum(p => p.Records.Count));
        Assert.Equal(2, pages.Count);
        Assert.All(pages.SelectMany(p => p.Records), r => Assert.Null(r.Fault));
    }

    private ISourceConnector Source(string yaml) =>
        new DatabaseKind().CreateSource(Declarations.Parse(yaml.Replace("CONNECTION", server.Connection)), Declarations.Services());

    private async Task<List<SourcePage>> ReadAsync(string yaml, ReadRequest request)
    {
        await using var source = Source(yaml);
        var pages = new List<SourcePage>();
        await foreach (var page in source.ReadAsync(request, default))
        {
            pages.Add(page);
        }

        return pages;
    }

    private static async Task<List<object>> RecordsAsync(ISourceConnector source, ReadRequest request)
    {
        var acknowledgements = new List<object>();
        await foreach (var page in source.ReadAsync(request, default))
        {
            acknowledgements.AddRange(page.Records.Select(r => r.Acknowledgement!));
        }

        return acknowledgements;
    }
}
