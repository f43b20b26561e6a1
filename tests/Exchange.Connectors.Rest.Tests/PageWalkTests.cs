using System.Globalization;
using Exchange.Connectors.Tests;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Rest.Tests;

/// <summary>Walks over pages as systems really give them.</summary>
public sealed class PageWalkTests
{
    private const string ByPage = "request: { path: /x }\npagination: { type: page, parameter: p, sizeParameter: n, totalPath: $.total }\nrecords: $.rows";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PageSizeSilentlyCapped_NoRecordIsLost(bool countsInSizeAsked)
    {
        // Asked for 100 a page, it gives 10; whether page 2 begins at 10 or at 100 is its secret.
        await using var scene = await Scene.StartAsync(a =>
        {
            var (page, asked) = (Number(a, "p"), Number(a, "n"));
            var from = (page - 1) * (countsInSizeAsked ? asked : Math.Min(asked, 10));
            return Rows(Enumerable.Range(0, 25).Skip(from).Take(Math.Min(asked, 10)), "\"25\"");
        });

        var pages = await scene.ReadAsync(Scene.Stream("", ByPage));

        Assert.Equal(25, pages.SelectMany(p => p.Page.Records).Select(r => r.SourceKey).Distinct().Count());
        Assert.Empty(pages.SelectMany(p => p.Page.Notices));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PageSizeSilentlyCapped_NoTotal_TheSecondPageShowsIt(bool countsInSizeAsked)
    {
        await using var scene = await Scene.StartAsync(a =>
        {
            var (page, asked) = (Number(a, "p"), Number(a, "n"));
            var from = (page - 1) * (countsInSizeAsked ? asked : Math.Min(asked, 40));
            return Rows(Enumerable.Range(0, 250).Skip(from).Take(Math.Min(asked, 40)), "null");
        });

        Assert.Equal(250, (await scene.KeysAsync(Scene.Stream("", ByPage))).Distinct().Count());
    }

    [Fact]
    public async Task TotalAsText_EndsTheWalkWithoutAnEmptyPage()
    {
        await using var scene = await Scene.StartAsync(a => Rows(Slice(a, 250), "\"250\""));

        Assert.Equal(250, (await scene.KeysAsync(Scene.Stream("", ByPage))).Distinct().Count());
        Assert.Equal(3, scene.Asked.Count);
    }

    [Fact]
    public async Task TotalZeroBesideRecords_IsNotBelieved()
    {
        await using var scene = await Scene.StartAsync(a => Rows(Slice(a, 150), "0"));

        Assert.Equal(150, (await scene.KeysAsync(Scene.Stream("", ByPage))).Distinct().Count());
    }

    [Fact]
    public async Task TotalDrifts_IsToldAndTheReadIsNotComplete()
    {
        await using var scene = await Scene.StartAsync(a => Rows(Slice(a, 149 + a.Number), (149 + a.Number).ToString(CultureInfo.InvariantCulture)));

        var last = (await scene.ReadAsync(Scene.Stream("", ByPage + "\ndeletions: {}")))[^1].Page;

        Assert.Contains("the system's total changed from 150 to 151 while it was read", last.Notices);
        Assert.False(last.Complete);
    }

    [Fact]
    public async Task TotalNotReached_IsToldAndTheReadIsNotComplete()
    {
        await using var scene = await Scene.StartAsync(a => Rows(Slice(a, 148), "150"));

        var last = (await scene.ReadAsync(Scene.Stream("", ByPage + "\ndeletions: {}")))[^1].Page;

        Assert.Equal(["the system says it holds 150 records and gave 148"], last.Notices);
        Assert.False(last.Complete);
    }

    [Fact]
    public async Task TotalAgrees_ReadOfAStreamWithDeletionsIsComplete()
    {
        await using var scene = await Scene.StartAsync(a => Rows(Slice(a, 150), "150"));

        var pages = await scene.ReadAsync(Scene.Stream("", ByPage + "\ndeletions: {}"));

        Assert.Equal([false, true], pages.Select(p => p.Page.Complete));
        Assert.False((await scene.ReadAsync(Scene.Stream("", ByPage)))[^1].Page.Complete);
    }

    [Theory]
    [InlineData("[{\"id\":\"a\"}]", true)]
    [InlineData("[]", false)]
    public async Task OneReply_IsCompleteUnlessEmpty(string reply, bool complete)
    {
        await using var scene = await Scene.StartAsync(_ => reply);

        Assert.Equal(complete, (await scene.ReadAsync(Scene.Stream("", "request: { path: /x }\ndeletions: {}")))[^1].Page.Complete);
    }

    [Fact]
    public async Task RowsMoveBetweenPages_TheOneThatComesTwiceDoesNotEndTheWalkEarly()
    {
        // A row was inserted at the top after page 1: its last row comes again on page 2, and only a third page has the last.
        await using var scene = await Scene.StartAsync(a => Rows(Number(a, "p") switch
        {
            1 => Enumerable.Range(0, 100),
            2 => Enumerable.Range(99, 100),
            _ => Enumerable.Range(199, 1),
        }, "200"));

        Assert.Equal(200, (await scene.KeysAsync(Scene.Stream("", ByPage))).Distinct().Count());
    }

    [Theory]
    [InlineData("true", "false")]
    [InlineData("\"1\"", "\"0\"")]
    [InlineData("\"Y\"", "\"N\"")]
    public async Task HasMore_DecidesAlone_AlsoOverAnEmptyPage(string yes, string no)
    {
        await using var scene = await Scene.StartAsync(a => a.Number == 2 ? $$"""{"rows":[],"more":{{yes}}}""" : $$"""{"rows":[{"id":"{{a.Number}}"}],"more":{{(a.Number < 3 ? yes : no)}}}""");

        Assert.Equal(["1", "3"], await scene.KeysAsync(Scene.Stream("", "request: { path: /x }\npagination: { type: page, parameter: p, hasMorePath: more }\nrecords: $.rows")));
        Assert.Equal(3, scene.Asked.Count);
    }

    [Fact]
    public async Task EndsAtShortPage_SavesTheEmptyOne()
    {
        await using var scene = await Scene.StartAsync(a => Rows(Slice(a, 250), "null"));

        Assert.Equal(250, (await scene.KeysAsync(Scene.Stream("", ByPage.Replace("totalPath: $.total", "endsAtShortPage: true")))).Count);
        Assert.Equal(3, scene.Asked.Count);
    }

    [Fact]
    public async Task Offset_GoesOnByWhatCame()
    {
        await using var scene = await Scene.StartAsync(a => Rows(Enumerable.Range(0, 25).Skip(Number(a, "start")).Take(10), "25"));

        Assert.Equal(25, (await scene.KeysAsync(Scene.Stream("", "request: { path: /x }\npagination: { type: offset, parameter: start, sizeParameter: n, totalPath: total }\nrecords: rows"))).Distinct().Count());
        Assert.Equal(["0", "10", "20"], scene.Asked.Select(a => a.Query["start"].ToString()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Keyset_GoesOnAfterTheLastKey_ExclusiveOrInclusive(bool inclusive)
    {
        await using var scene = await Scene.StartAsync(a =>
        {
            var after = a.Query["after"].ToString();
            return Rows(Enumerable.Range(10, 25).Where(i => after.Length == 0 || (inclusive ? i >= int.Parse(after) : i > int.Parse(after))).Take(10), "null");
        });

        Assert.Equal(25, (await scene.KeysAsync(Scene.Stream("", "request: { path: /x }\npagination: { type: keyset, parameter: after }\nrecords: rows"))).Distinct().Count());
        Assert.Equal("", scene.Asked[0].QueryText);
    }

    [Fact]
    public async Task Keyset_WholePageOfOneKey_IsAFailureNotALoss()
    {
        await using var scene = await Scene.StartAsync(a => $$"""{"rows":[{"id":"{{a.Number}}a","t":"5"},{"id":"{{a.Number}}b","t":"5"}]}""");

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => scene.ReadAsync(Scene.Stream("", "request: { path: /x }\npagination: { type: keyset, parameter: after, keyField: t, first: \"0\" }\nrecords: rows")));

        Assert.Contains("same 't'", failure.Message);
        Assert.Equal("?after=0", scene.Asked[0].QueryText);
    }

    [Fact]
    public async Task LinkHeader_IsFollowedByItsRelation()
    {
        await using var scene = await Scene.StartAsync((a, c) =>
        {
            if (!a.QueryText.Contains("page=3", StringComparison.Ordinal))
            {
                c.Response.Headers["Link"] = "<https://other.example/x?a=1,2;3>; rel=\"prev\", </x?page=" + (a.Number + 1) + ">; title=\"n\"; rel=\"last next\"";
            }

            return FakeHall.WriteAsync(c, $$"""[{"id":"{{a.Number}}"}]""");
        });

        Assert.Equal(["1", "2", "3"], await scene.KeysAsync(Scene.Stream("auth: { type: query, name: k, value: v }", "request: { path: /x }\npagination: { type: link }")));
        Assert.Equal(["?k=v", "?page=2&k=v", "?page=3&k=v"], scene.Asked.Select(a => a.QueryText));
    }

    [Fact]
    public async Task NextAddressOnAnotherHost_IsRefusedByName()
    {
        await using var scene = await Scene.StartAsync((_, c) =>
        {
            c.Response.Headers["Link"] = "<http://evil.example/x>; rel=next";
            return FakeHall.WriteAsync(c, """[{"id":"1"}]""");
        });

        Assert.Contains("another host (evil.example)", (await Assert.ThrowsAsync<ExchangeException>(() => scene.ReadAsync(Scene.Stream("", "request: { path: /x }\npagination: { type: link }")))).Message);
    }

    [Fact]
    public async Task SamePageForEver_EndsTheWalk()
    {
        await using var scene = await Scene.StartAsync(_ => Rows(Enumerable.Range(0, 100), "null"));

        Assert.Equal(100, (await scene.KeysAsync(Scene.Stream("", ByPage))).Count);
        Assert.Equal(2, scene.Asked.Count);
    }

    [Fact]
    public async Task SamePageForEver_WithoutKeys_EndsTheWalk()
    {
        await using var scene = await Scene.StartAsync(_ => """{"rows":[{"no":1},{"no":2}]}""");

        var pages = await scene.ReadAsync(Scene.Stream("", ByPage));

        Assert.Equal(2, pages.Sum(p => p.Page.Records.Count));
        Assert.InRange(scene.Asked.Count, 2, 3);
    }

    [Fact]
    public async Task PagesInACircle_EndTheWalkWithANotice()
    {
        await using var scene = await Scene.StartAsync(a => Rows(Enumerable.Range(Number(a, "p") % 3 * 100, 100), "null"));

        var pages = await scene.ReadAsync(Scene.Stream("", ByPage + "\ndeletions: {}"));

        Assert.Equal(300, pages.SelectMany(p => p.Page.Records).Select(r => r.SourceKey).Distinct().Count());
        Assert.InRange(scene.Asked.Count, 4, 12);
        Assert.Contains("circle", Assert.Single(pages[^1].Page.Notices));
    }

    [Fact]
    public async Task EndlessPages_EndInAFailureThatSaysWhatToDo()
    {
        await using var scene = await Scene.StartAsync(a => Rows(Enumerable.Range(a.Number * 100, 100), "null"));

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => scene.ReadAsync(Scene.Stream("", ByPage.Replace("sizeParameter: n", "maximumPages: 20"))));

        Assert.Equal(FailureKind.Data, failure.Kind);
        Assert.Contains("20 pages", failure.Message);
        Assert.Contains("maximumPages", failure.Remedy);
        Assert.InRange(scene.Asked.Count, 20, 21);
    }

    [Fact]
    public async Task CappedSize_IsRememberedInTheCursor()
    {
        await using var scene = await Scene.StartAsync(a => Rows(Enumerable.Range(0, 35).Skip((Number(a, "p") - 1) * Number(a, "n")).Take(Math.Min(Number(a, "n"), 10)), "35", ",\"t\":\"2026-03-02 09:00:00\""));
        var yaml = Scene.Stream("", ByPage + "\ncursor: { field: t }");

        var first = await scene.ReadAsync(yaml, new ReadRequest("s") { Limit = 15 });
        var rest = await scene.ReadAsync(yaml, new ReadRequest("s") { Cursor = first[^1].Page.Cursor });

        Assert.Contains("\"page\":\"3/10\"", first[^1].Page.Cursor);
        Assert.Equal(35, first.Concat(rest).SelectMany(p => p.Page.Records).Select(r => r.SourceKey).Distinct().Count());
    }

    private static int Number(Asked asked, string name) => int.Parse(asked.Query[name]!, CultureInfo.InvariantCulture);

    private static IEnumerable<int> Slice(Asked asked, int rows) => Enumerable.Range(0, rows).Skip((Number(asked, "p") - 1) * 100).Take(100);

    private static string Rows(IEnumerable<int> ids, string total, string more = "") =>
        $$"""{"rows":[{{string.Join(',', ids.Select(i => $$"""{"id":"{{i}}"{{more}}}"""))}}],"total":{{total}}}""";
}
