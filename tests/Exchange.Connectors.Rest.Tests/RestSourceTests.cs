using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Tests;
using Microsoft.AspNetCore.Http;

namespace Exchange.Connectors.Rest.Tests;

public sealed class RestSourceTests : IAsyncLifetime
{
    private readonly FakeHall _hall = new(TimeProvider.System);
    private FakeServer _server = null!;

    public async Task InitializeAsync() => _server = await FakeServer.StartAsync(_hall.AnswerAsync);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Read_ManyRowsInOneSecondAcrossPages_YieldsEachOnce()
    {
        for (var i = 0; i < 10; i++)
        {
            _hall.Rows.Add(($"A{i:00}", "2026-03-02 09:00:00"));
        }

        var pages = await ReadAsync(new ReadRequest("cases"));

        Assert.Equal(10, pages.SelectMany(p => p.Records).Select(r => r.SourceKey).Distinct().Count());
        Assert.Equal(4, pages.Count);
        Assert.Equal("""{"at":"2026-03-02T09:00:00+08:00"}""", pages[^1].Cursor);
        Assert.True(pages[^1].Last);
        Assert.False(pages[0].Last);
        Assert.Equal("2020-01-01 00:00:00", _hall.From[0]);
    }

    [Fact]
    public async Task Read_SecondRun_StartsLookbackBeforeCursor()
    {
        _hall.Rows.Add(("A1", "2026-03-02 09:00:00"));
        var first = await ReadAsync(new ReadRequest("cases"));
        _hall.From.Clear();

        var second = await ReadAsync(new ReadRequest("cases") { Cursor = first[^1].Cursor });

        Assert.Equal("2026-03-02 08:50:00", _hall.From[0]);
        Assert.Single(second.SelectMany(p => p.Records));
        Assert.Equal(first[^1].Cursor, second[^1].Cursor);
    }

    [Fact]
    public async Task Read_RowDatedFarInTheFuture_CursorStaysBelowBoundAndNoticeIsGiven()
    {
        _hall.Rows.Add(("A1", "2026-03-02 09:00:00"));
        _hall.Rows.Add(("A2", "9999-12-31 00:00:00"));

        var pages = await ReadAsync(new ReadRequest("cases"));

        var record = pages[^1].Records.Single(r => r.SourceKey == "A2");
        Assert.Null(record.Version);
        Assert.Null(record.Fault);
        Assert.Equal("1 row dated in the far future", Assert.Single(pages[^1].Notices));
        Assert.Equal("""{"at":"2026-03-02T09:00:00+08:00"}""", pages[^1].Cursor);
    }

    [Fact]
    public async Task Read_RowDatedTomorrowMorning_CursorStopsAtSourceTimeLessSettle()
    {
        var soon = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow().AddHours(2), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        _hall.Rows.Add(("A1", soon.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)));

        var pages = await ReadAsync(new ReadRequest("cases"));

        var at = WindowCursor.Parse(pages[^1].Cursor, "cases").At!.Value;
        Assert.InRange(at, TimeProvider.System.GetUtcNow().AddSeconds(-40), TimeProvider.System.GetUtcNow().AddSeconds(-29));
    }

    [Fact]
    public async Task Read_TokenRevokedDuringRun_RenewsOnceAndGoesOn()
    {
        AddRows(9);
        _hall.Before = (_, n) =>
        {
            if (n == 2)
            {
                _hall.Revoke();
            }

            return Task.FromResult(false);
        };

        var pages = await ReadAsync(new ReadRequest("cases"));

        Assert.Equal(9, pages.Sum(p => p.Records.Count));
        Assert.Equal(2, _hall.TokensIssued);
    }

    [Fact]
    public async Task Read_TokenExpiresDuringRun_RenewsBeforehand()
    {
        AddRows(6);
        _hall.TokenLifetime = 1;
        _hall.Before = async (_, _) =>
        {
            await Task.Delay(1000);
            return false;
        };

        var pages = await ReadAsync(new ReadRequest("cases"));

        Assert.Equal(6, pages.Sum(p => p.Records.Count));
        Assert.Equal(2, _hall.Requests);
        Assert.Equal(2, _hall.TokensIssued);
    }

    [Fact]
    public async Task Read_WrongSecret_IsAConfigurationFailureWithoutTheSecret()
    {
        var failure = await Assert.ThrowsAsync<ExchangeException>(() => ReadAsync(new ReadRequest("cases"), FakeHall.Connector.Replace("s&cret", "wr0ng")));

        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.DoesNotContain("wr0ng", failure.ToString());
    }

    [Fact]
    public async Task Read_BusyTwice_IsRepeated()
    {
        AddRows(2);
        _hall.Before = (c, n) => n <= 2 ? Say(c, """{"code":5001,"msg":"系统繁忙，请稍后重试","data":null}""") : Task.FromResult(false);

        var pages = await ReadAsync(new ReadRequest("cases"));

        Assert.Equal(2, pages.Sum(p => p.Records.Count));
        Assert.Equal(3, pages[0].Fetches);
    }

    [Fact]
    public async Task Read_BusyForGood_IsTransient()
    {
        _hall.Before = (c, _) => Say(c, """{"code":"5001","msg":"系统繁忙","data":null}""");

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => ReadAsync(new ReadRequest("cases")));

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Contains("系统繁忙", failure.Message);
        Assert.Equal(4, _hall.Requests);
    }

    [Fact]
    public async Task Read_RefusedByCode_IsADataFailureWithTheSystemsWordsCut()
    {
        _hall.Before = (c, _) => Say(c, $$"""{"code":4001,"msg":"{{new string('参', 400)}}"}""");

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => ReadAsync(new ReadRequest("cases")));

        Assert.Equal(FailureKind.Data, failure.Kind);
        Assert.Contains(new string('参', 200) + "…", failure.Message);
        Assert.Equal(1, _hall.Requests);
    }

    [Fact]
    public async Task Read_ResumedAfterFirstPage_GoesOnWithTheToken()
    {
        AddRows(7);
        var first = (await ReadAsync(new ReadRequest("cases") { Limit = 1 }))[0];

        var rest = await ReadAsync(new ReadRequest("cases") { Cursor = first.Cursor });

        Assert.Equal(4, rest.Sum(p => p.Records.Count));
        Assert.Equal("""{"at":"2026-03-02T09:00:06+08:00"}""", rest[^1].Cursor);
    }

    [Fact]
    public async Task Read_PageTokenRefused_RestartsTheWindowOnce()
    {
        AddRows(7);
        var first = (await ReadAsync(new ReadRequest("cases") { Limit = 1 }))[0];
        _hall.From.Clear();
        _hall.Before = (c, _) => c.Request.Query.ContainsKey("pageToken") && _hall.From.Count == 0
            ? Say(c, """{"code":4001,"msg":"参数错误"}""")
            : Task.FromResult(false);

        var again = await ReadAsync(new ReadRequest("cases") { Cursor = first.Cursor });

        Assert.Equal(7, again.Sum(p => p.Records.Count));
        Assert.Equal("2020-01-01 00:00:00", _hall.From[0]);
    }

    [Fact]
    public async Task Read_SameTokenTwice_IsADataFailure()
    {
        var key = 0;
        _hall.Before = (c, _) => Say(c, $$"""{"code":0,"data":{"items":[{"sblsh":"A{{key++}}","gxsj":"2026-03-02 09:00:00"}]},"next":"same"}""");

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => ReadAsync(new ReadRequest("cases")));

        Assert.Equal(FailureKind.Data, failure.Kind);
        Assert.Contains("token twice", failure.Message);
    }

    [Fact]
    public async Task Read_TokensInACircle_IsADataFailure()
    {
        var key = 0;
        _hall.Before = (c, _) => Say(c, $$"""{"code":0,"data":{"items":[{"sblsh":"A{{key}}","gxsj":"2026-03-02 09:00:00"}]},"next":"t{{key++ % 3}}"}""");

        await Assert.ThrowsAsync<ExchangeException>(() => ReadAsync(new ReadRequest("cases")));

        Assert.InRange(key, 3, 12);
    }

    [Fact]
    public async Task Read_ReplyTooLarge_IsADataFailureNamingTheSetting()
    {
        _hall.Before = (c, _) => Say(c, $$"""{"code":0,"data":{"items":[]},"pad":"{{new string('x', 5000)}}"}""");

        var failure = await Assert.ThrowsAsync<ExchangeException>(
            () => ReadAsync(new ReadRequest("cases"), FakeHall.Connector.Replace("  auth:", "  maxReplyBytes: 2000\n  auth:")));

        Assert.Equal(FailureKind.Data, failure.Kind);
        Assert.Contains("maxReplyBytes", failure.Remedy);
    }

    [Theory]
    [InlineData("<html>busy</html>", "not JSON")]
    [InlineData("""{"code":0,"data":{}}""", "no list at '$.data.items'")]
    [InlineData("""{"data":{"items":[]}}""", "no code at '$.code'")]
    public async Task Read_WrongReply_IsADataFailureNamingWhatIsMissing(string reply, string expected)
    {
        _hall.Before = (c, _) => Say(c, reply);

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => ReadAsync(new ReadRequest("cases")));

        Assert.Equal(FailureKind.Data, failure.Kind);
        Assert.Contains(expected, failure.Message);
    }

    [Fact]
    public async Task Read_DepthBomb_IsADataFailure()
    {
        _hall.Before = (c, _) => Say(c, new string('[', 10_000));

        Assert.Equal(FailureKind.Data, (await Assert.ThrowsAsync<ExchangeException>(() => ReadAsync(new ReadRequest("cases")))).Kind);
    }

    [Theory]
    [InlineData(403, FailureKind.Configuration)]
    [InlineData(404, FailureKind.Configuration)]
    [InlineData(429, FailureKind.Transient)]
    [InlineData(500, FailureKind.Transient)]
    [InlineData(422, FailureKind.Data)]
    public async Task Read_HttpFailure_HasItsKind(int status, FailureKind kind)
    {
        _hall.Before = (c, _) =>
        {
            c.Response.StatusCode = status;
            c.Response.Headers.RetryAfter = "7";
            return Task.FromResult(true);
        };

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => ReadAsync(new ReadRequest("cases")));

        Assert.Equal(kind, failure.Kind);
        Assert.Equal(kind == FailureKind.Transient ? TimeSpan.FromSeconds(7) : null, failure.RetryAfter);
    }

    [Fact]
    public async Task Read_OddRecords_CarryFaultsAndDoNotStopTheirPage()
    {
        _hall.Before = (c, _) => Say(c, """
            {"code":0,"data":{"items":[5,{"gxsj":"2026-03-02 09:00:00"},{"sblsh":"","gxsj":"x"},{"sblsh":{"a":1}},{"sblsh":"\ud800"},
            {"sblsh":12345678901234567890,"gxsj":"2026-03-02 09:00:00","sfsc":1}]},"next":null}
            """);

        var records = (await ReadAsync(new ReadRequest("cases"))).Single().Records;

        Assert.Equal(["undecodable", "missing", "missing", "wrong-type", "undecodable", null], records.Select(r => r.Fault?.Reason));
        Assert.Equal("12345678901234567890", records[^1].SourceKey);
        Assert.Equal(RecordOperation.Delete, records[^1].Operation);
    }

    [Fact]
    public async Task Read_BackfillWindow_DropsRecordsOutsideAndKeepsNoCursor()
    {
        AddRows(9);
        var from = new DateTimeOffset(2026, 3, 2, 9, 0, 2, TimeSpan.FromHours(8));

        var pages = await ReadAsync(new ReadRequest("cases") { From = from, To = from.AddSeconds(3), Cursor = """{"at":"2026-03-05T00:00:00+08:00"}""" });

        Assert.Equal(["A02", "A03", "A04"], pages.SelectMany(p => p.Records).Select(r => r.SourceKey));
        Assert.All(pages, p => Assert.Null(p.Cursor));
        Assert.Equal("2026-03-02 09:00:02", _hall.From[0]);
    }

    [Fact]
    public async Task Read_Full_StartsFromStartAndNeverMovesTheCursorBack()
    {
        AddRows(2);

        var pages = await ReadAsync(new ReadRequest("cases") { Full = true, Cursor = """{"at":"2026-03-05T00:00:00+08:00"}""" });

        Assert.Equal(2, pages.Sum(p => p.Records.Count));
        Assert.Equal("""{"at":"2026-03-05T00:00:00+08:00"}""", pages[^1].Cursor);
    }

    [Fact]
    public async Task Read_SourceClockBehind_BoundsTheCursorByTheSourcesClock()
    {
        _hall.Rows.Add(("A1", "2026-03-02 09:00:00"));
        _hall.Before = (c, _) =>
        {
            c.Response.Headers.Date = "Mon, 02 Mar 2026 01:00:10 GMT";
            return Task.FromResult(false);
        };

        var pages = await ReadAsync(new ReadRequest("cases"));

        Assert.Equal("""{"at":"2026-03-02T08:59:40+08:00"}""", pages[^1].Cursor);
    }

    [Fact]
    public async Task Read_NextPageFetchedAhead_LeavesTheRecordsOfThisPageAlone()
    {
        AddRows(9);
        await using var source = Source(FakeHall.Connector);

        await foreach (var page in source.ReadAsync(new ReadRequest("cases"), default))
        {
            await Task.Delay(50);
            Assert.All(page.Records, r => Assert.Contains($"\"sblsh\":\"{r.SourceKey}\"", System.Text.Encoding.UTF8.GetString(r.Json.Span)));
        }
    }

    [Fact]
    public async Task Read_ConsumerStopsEarly_FetchesAtMostOnePageAhead()
    {
        AddRows(9);
        _hall.PageSize = 1;
        await using var source = Source(FakeHall.Connector);

        await foreach (var page in source.ReadAsync(new ReadRequest("cases"), default))
        {
            await Task.Delay(100);
            break;
        }

        Assert.Equal(2, _hall.Requests);
    }

    private void AddRows(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _hall.Rows.Add(($"A{i:00}", $"2026-03-02 09:00:0{i}"));
        }
    }

    private ISourceConnector Source(string yaml) =>
        new RestKind().CreateSource(Declarations.Parse(yaml.Replace("URL", _server.Url)), Declarations.Services());

    private async Task<List<SourcePage>> ReadAsync(ReadRequest request, string yaml = FakeHall.Connector)
    {
        await using var source = Source(yaml);
        var pages = new List<SourcePage>();
        await foreach (var page in source.ReadAsync(request, default))
        {
            pages.Add(page);
        }

        return pages;
    }

    private static async Task<bool> Say(HttpContext context, string json)
    {
        await FakeHall.WriteAsync(context, json);
        return true;
    }
}
