using System.Globalization;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Tests;
using Microsoft.AspNetCore.Http;

namespace Exchange.UnifiedPlatform.Tests;

public sealed class UnifiedPlatformSourceTests
{
    private const string Connector = """
        id: unified-platform
        kind: unified-platform
        settings: { baseUrl: "URL", appId: app, appKey: k3y }
        streams:
          - { name: cases, feed: cases, key: [EXE_ID], caseKey: EXE_ID, batch: 2, cursor: { field: UPDATE_TIME, lookback: 10m, settle: 0s } }
        """;

    [Fact]
    public async Task Read_SeveralPages_GivesEveryRecordAndACursorToGoOnFrom()
    {
        await using var server = await FeedAsync(5);
        await using var source = Create(server.Url);

        var pages = await ReadAsync(source, new ReadRequest("cases"));

        Assert.Equal(["K1", "K2", "K3", "K4", "K5"], pages.SelectMany(p => p.Records).Select(r => r.SourceKey));
        Assert.Equal([false, false, true], pages.Select(p => p.Last));
        var resumed = await ReadAsync(source, new ReadRequest("cases") { Cursor = pages[0].Cursor });
        Assert.Equal(["K3", "K4", "K5"], resumed.SelectMany(p => p.Records).Select(r => r.SourceKey));
    }

    [Fact]
    public async Task Read_FromACompletedCursor_StartsTheLookBackBefore()
    {
        var asked = "";
        await using var server = await FakeServer.StartAsync(c =>
        {
            asked = c.Request.Query["updatedFrom"]!;
            c.Response.ContentType = "application/json";
            return c.Response.WriteAsync("""{"items":[],"next":null}""");
        });
        await using var source = Create(server.Url);

        var pages = await ReadAsync(source, new ReadRequest("cases") { Cursor = "2026-03-02T09:00:00+08:00" });

        Assert.Equal("2026-03-02 08:50:00", asked);
        Assert.Contains("2026-03-02T09:00:00", Assert.Single(pages).Cursor, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"items":[],"next":"m"}""")]
    [InlineData("""{"items":[{"EXE_ID":"1"}],"next":"m"}""")]
    [InlineData("""{"items":7}""")]
    public async Task Read_ListingThatNeverEndsOrIsNone_IsADataFailure(string reply)
    {
        await using var server = await FakeServer.StartAsync(c =>
        {
            c.Response.ContentType = "application/json";
            return c.Response.WriteAsync(reply);
        });
        await using var source = Create(server.Url);

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => ReadAsync(source, new ReadRequest("cases")));

        Assert.Equal(FailureKind.Data, failure.Kind);
    }

    [Fact]
    public void Validate_StreamByAnotherTimeOrFeed_NamesWhatThePlatformHas()
    {
        var problems = new ProblemList();
        new UnifiedPlatformKind().Validate(Declarations.Parse(Connector.Replace("feed: cases", "feed: orders").Replace("UPDATE_TIME", "CREATE_TIME").Replace("URL", "http://x/")), problems);

        Assert.Equal(2, problems.Items.Count);
        Assert.Contains(problems.Items, p => p.Remedy!.Contains("UPDATE_TIME", StringComparison.Ordinal));
    }

    private static ISourceConnector Create(string url) =>
        new UnifiedPlatformKind().CreateSource(Declarations.Parse(Connector.Replace("URL", url)), Declarations.Services());

    private static Task<FakeServer> FeedAsync(int count) => FakeServer.StartAsync(context =>
    {
        var after = int.Parse(context.Request.Query["after"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        var limit = int.Parse(context.Request.Query["limit"]!, CultureInfo.InvariantCulture);
        var last = Math.Min(count, after + limit);
        var items = Enumerable.Range(after + 1, last - after).Select(n => $$"""{"EXE_ID":"K{{n}}","UPDATE_TIME":"2026-03-02 09:00:00"}""");
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$"""{"items":[{{string.Join(',', items)}}],"next":{{(last < count ? $"\"{last}\"" : "null")}}}""");
    });

    private static async Task<List<SourcePage>> ReadAsync(ISourceConnector source, ReadRequest request)
    {
        var pages = new List<SourcePage>();
        await foreach (var page in source.ReadAsync(request, CancellationToken.None))
        {
            pages.Add(page);
        }

        return pages;
    }
}
