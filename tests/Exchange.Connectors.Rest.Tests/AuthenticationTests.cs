using Exchange.Connectors.Tests;
using Exchange.Abstractions.Failures;
using Microsoft.AspNetCore.Http;

namespace Exchange.Connectors.Rest.Tests;

public sealed class AuthenticationTests
{
    private const string Plain = "request: { path: /x }";
    private const string One = """[{"id":"a"}]""";

    [Fact]
    public async Task QueryKey_IsOnEveryRequest()
    {
        await using var scene = await Scene.StartAsync(_ => One);

        await scene.ReadAsync(Scene.Stream("auth: { type: query, name: ak, value: \"k 1\" }", Plain));

        Assert.Equal("?ak=k%201", scene.Asked[0].QueryText);
    }

    [Fact]
    public async Task OAuth_TokenAsParameter_IsSentAsOne()
    {
        await using var scene = await Scene.StartAsync(a => a.Path == "/token" ? """{"access_token":"T1"}""" : One);

        await scene.ReadAsync(Scene.Stream("auth: { type: oauth2, tokenUrl: /token, clientId: c, clientSecret: s, style: query, as: { query: access_token } }", Plain));

        Assert.Equal("?grant_type=client_credentials&client_id=c&client_secret=s", scene.Asked[0].QueryText);
        Assert.Equal("?access_token=T1", scene.Asked[1].QueryText);
        Assert.Null(scene.Asked[1].Header("Authorization"));
    }

    [Theory]
    [InlineData("{ header: X-Token }", "", "T1", "{\"q\":1}")]
    [InlineData("{ header: Authorization, prefix: \"Token \" }", "", null, "{\"q\":1}")]
    [InlineData("{ query: token }", "?token=T1", null, "{\"q\":1}")]
    [InlineData("{ body: head.token }", "", null, "{\"q\":1,\"head\":{\"token\":\"T1\"}}")]
    public async Task Login_Token_IsPutWhereTheFileSays(string place, string query, string? header, string body)
    {
        await using var scene = await Scene.StartAsync(a => a.Path == "/login" ? """{"data":{"token":"T1","expires":"7200"}}""" : One);

        await scene.ReadAsync(Scene.Stream(
            $"auth: {{ type: login, request: {{ path: /login, body: {{ user: me, password: \"p\" }} }}, tokenPath: $.data.token, expiresPath: $.data.expires, as: {place} }}",
            "request: { path: /x, method: POST, body: { q: 1 } }"));

        Assert.Equal("""{"user":"me","password":"p"}""", scene.Asked[0].Body);
        Assert.Equal(query, scene.Asked[1].QueryText);
        Assert.Equal(header, scene.Asked[1].Header("X-Token"));
        Assert.Equal(body, scene.Asked[1].Body);
    }

    [Fact]
    public async Task Login_TokenAsPlaceholder_GoesIntoTheTemplate()
    {
        await using var scene = await Scene.StartAsync(a => a.Path == "/login" ? """{"token":"T1"}""" : One);

        await scene.ReadAsync(Scene.Stream("auth: { type: login, request: { path: /login, form: { u: me } } }", "request: { path: /x, method: POST, xml: \"<q><t>{token}</t></q>\" }"));

        Assert.Equal("<q><t>T1</t></q>", scene.Asked[1].Body);
        Assert.StartsWith("application/xml", scene.Asked[1].Type);
    }

    [Theory]
    [InlineData("expiresFormat: epochMilliseconds, lifetime: 1ms", "4102444800000", 1)]
    [InlineData("expiresFormat: \"yyyy-MM-dd HH:mm:ss\", lifetime: 1ms", "\"2099-01-01 00:00:00\"", 1)]
    [InlineData("expiresFormat: milliseconds, lifetime: 1h", "\"5\"", 3)]
    [InlineData("lifetime: 1h", "\"2020-01-01 00:00:00\"", 1)]
    [InlineData("lifetime: 1ms", "null", 3)]
    public async Task Login_Expiry_IsReadAsDeclared(string format, string expiry, int logins)
    {
        await using var scene = await Scene.StartAsync(async (a, c) =>
        {
            await Task.Delay(20);
            await FakeHall.WriteAsync(c, a.Path == "/login" ? $$"""{"token":"T{{a.Number}}","until":{{expiry}}}""" : a.Query["p"] == "3" ? "[]" : $$"""[{"id":"{{a.Query["p"]}}"}]""");
        });

        await scene.ReadAsync(Scene.Stream(
            $"auth: {{ type: login, request: {{ path: /login }}, expiresPath: until, {format} }}", "request: { path: /x }\npagination: { type: page, parameter: p }"));

        Assert.Equal(logins, scene.Asked.Count(a => a.Path == "/login"));
    }

    [Fact]
    public async Task Login_ExpiredByCode_LogsInAgainOnce()
    {
        await using var scene = await Scene.StartAsync(a => a.Path == "/login" ? $$"""{"token":"T{{a.Number}}"}"""
            : a.Header("Authorization") == "Bearer T1" ? """{"code":"401","msg":"令牌过期"}""" : """{"code":"0","data":[{"id":"a"}]}""");

        var pages = await scene.ReadAsync(Scene.Stream(
            "auth: { type: login, request: { path: /login } }\nenvelope: { code: $.code, message: $.msg, expired: [\"401\"] }", "request: { path: /x }\nrecords: $.data"));

        Assert.Equal("a", pages[0].Page.Records[0].SourceKey);
        Assert.Equal(["/login", "/x", "/login", "/x"], scene.Asked.Select(a => a.Path));
    }

    [Fact]
    public async Task Login_ExpiredForGood_IsAConfigurationFailure()
    {
        await using var scene = await Scene.StartAsync(a => a.Path == "/login" ? """{"token":"T"}""" : """{"code":401,"msg":"未授权"}""");

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => scene.ReadAsync(Scene.Stream(
            "auth: { type: login, request: { path: /login } }\nenvelope: { code: $.code, message: $.msg, expired: [\"401\"] }", "request: { path: /x }\nrecords: $.data")));

        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.Contains("未授权", failure.Message);
        Assert.Equal(4, scene.Asked.Count);
    }

    [Fact]
    public async Task Login_Unauthorized_LogsInAgainOnce()
    {
        await using var scene = await Scene.StartAsync(async (a, c) =>
        {
            if (a.Path == "/x" && a.Header("Authorization") == "Bearer T1")
            {
                c.Response.StatusCode = 401;
                return;
            }

            await FakeHall.WriteAsync(c, a.Path == "/login" ? $$"""{"token":"T{{a.Number}}"}""" : One);
        });

        Assert.Equal(["a"], await scene.KeysAsync(Scene.Stream("auth: { type: login, request: { path: /login } }", Plain)));
        Assert.Equal(2, scene.Asked.Count(a => a.Path == "/login"));
    }

    [Fact]
    public async Task Login_RefusedInEnvelope_NamesTheSystemsWordsNotTheSecret()
    {
        await using var scene = await Scene.StartAsync(_ => """{"code":"E9","msg":"密码错误"}""");

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => scene.ReadAsync(Scene.Stream(
            "auth: { type: login, request: { path: /login, body: { password: topsecret } } }\nenvelope: { code: $.code, message: $.msg }", Plain)));

        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.Contains("密码错误", failure.Message);
        Assert.DoesNotContain("topsecret", failure.ToString());
    }
}
