using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Tests;
using Microsoft.AspNetCore.Http;

namespace Exchange.Connectors.Rest.Tests;

public sealed class PaginationTests
{
    private readonly List<string> _asked = [];

    [Fact]
    public async Task Read_ByPageNumber_StopsAtTheEmptyPage()
    {
        var keys = await ReadAsync(
            "request: { path: /x }\n    pagination: { type: page, parameter: p, start: 0, sizeParameter: n }",
            c => Page(c.Request.Query["p"]!, 3));

        Assert.Equal(["0a", "0b", "1a", "1b", "2a", "2b"], keys);
        // Two of a hundred asked for, and there is a next page: from there on the pages are asked in the size they come in.
        Assert.Equal(["?p=0&n=100", "?p=1&n=100", "?p=1&n=2", "?p=2&n=2", "?p=3&n=2"], _asked);
    }

    [Fact]
    public async Task Read_ByPageNumber_StopsWhereTheLastPageIsRepeated()
    {
        var keys = await ReadAsync(
            "request: { path: /x }\n    pagination: { type: page, parameter: p }",
            c => Page(Math.Min(int.Parse(c.Request.Query["p"]!), 2).ToString(), 9));

        Assert.Equal(["1a", "1b", "2a", "2b"], keys);
    }

    [Fact]
    public async Task Read_ByOffset_CountsRecords()
    {
        var keys = await ReadAsync(
            "request: { path: /x, query: { start: \"{page}\", n: \"{pageSize}\" } }\n    pagination: { type: offset }",
            c => Page(c.Request.Query["start"]!, 4));

        Assert.Equal(["0a", "0b", "2a", "2b"], keys);
        Assert.Equal("?start=4&n=100", _asked[^1]);
    }

    [Fact]
    public async Task Read_ByToken_GoesPastAnEmptyPageWithAToken()
    {
        var keys = await ReadAsync(
            "request: { path: /x }\n    pagination: { type: token, tokenPath: $.next, parameter: t }\n    records: $.items",
            c => c.Request.Query["t"].ToString() switch
            {
                "" => """{"items":[{"id":"a"}],"next":"1"}""",
                "1" => """{"items":[],"next":"2"}""",
                "2" => """{"items":[{"id":"b"}],"next":"3"}""",
                _ => """{"items":[],"next":"3"}""",
            });

        Assert.Equal(["a", "b"], keys);
        Assert.Equal(4, _asked.Count);
    }

    [Fact]
    public async Task Read_ByAddress_FollowsTheSameHostOnly()
    {
        var keys = await ReadAsync(
            "request: { path: /x }\n    pagination: { type: next, nextPath: $.links.next }\n    records: $.items",
            c => """{"items":[{"id":"ID"}],"links":{"next":NEXT}}"""
                .Replace("ID", c.Request.QueryString.Value)
                .Replace("NEXT", c.Request.QueryString.HasValue ? "null" : "\"/x?page=2\""));
        Assert.Equal(2, keys.Count);

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => ReadAsync(
            "request: { path: /x }\n    pagination: { type: next, nextPath: $.next }\n    records: $.items",
            _ => """{"items":[{"id":"a"}],"next":"http://127.0.0.2/x"}"""));
        Assert.Contains("another host", failure.Message);
    }

    [Fact]
    public async Task Read_PostWithBody_FillsPlaceholdersAndPutsThePageIn()
    {
        var bodies = new List<string>();
        await ReadAsync(
            "request: { path: /x, method: POST, body: { size: \"{pageSize}\", deep: { flag: true, no: 1, text: \"1\" } } }\n    pagination: { type: page, parameter: p, in: body }",
            c => Page(bodies.Count.ToString(), 2),
            bodies);

        Assert.Equal("""{"size":100,"deep":{"flag":true,"no":1,"text":"1"},"p":"1"}""", bodies[0]);
        Assert.Contains("\"p\":\"2\"", bodies[1]);
    }

    [Fact]
    public async Task Read_Form_IsSentAsOne()
    {
        var bodies = new List<string>();
        await ReadAsync("request: { path: /x, method: POST, form: { a: \"b c&d\" } }", _ => Page("0", 1), bodies);

        Assert.Equal("a=b+c%26d", Assert.Single(bodies));
    }

    [Fact]
    public async Task Read_ValuesWithSpecialCharacters_AreEscaped()
    {
        await ReadAsync("request: { path: \"/x y/{pageSize}\", query: { q: \"a&b=c d\" } }", _ => "[]");

        Assert.Equal("?q=a%26b%3Dc%20d", Assert.Single(_asked));
    }

    private static string Page(string number, int pages) =>
        int.Parse(number) >= pages ? "[]" : $$"""[{"id":"{{number}}a"},{"id":"{{number}}b"}]""";

    private async Task<List<string?>> ReadAsync(string stream, Func<HttpContext, string> answer, List<string>? bodies = null)
    {
        await using var server = await FakeServer.StartAsync(async context =>
        {
            _asked.Add(context.Request.QueryString.Value!);
            var reply = answer(context);
            using var reader = new StreamReader(context.Request.Body);
            bodies?.Add(await reader.ReadToEndAsync());
            await FakeHall.WriteAsync(context, reply);
        });
        await using var source = new RestKind().CreateSource(
            Declarations.Parse($"settings: {{ baseUrl: \"{server.Url}\" }}\nstreams:\n  - name: s\n    {stream}\n    key: [id]\n    caseKey: id\n    batch: 100\n"),
            Declarations.Services());
        var keys = new List<string?>();
        await foreach (var page in source.ReadAsync(new ReadRequest("s"), default))
        {
            keys.AddRange(page.Records.Select(r => r.SourceKey));
            Assert.Null(page.Cursor);
        }

        return keys;
    }
}
