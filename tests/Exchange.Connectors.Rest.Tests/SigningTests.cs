using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Exchange.Connectors.Tests;
using Exchange.Abstractions.Failures;
using Exchange.Security.Signing;

namespace Exchange.Connectors.Rest.Tests;

/// <summary>Gateways that want every request signed or sealed.</summary>
public sealed class SigningTests
{
    // Md5 hex of appId + appSecret + date + apiCode, as one gateway family wants it, beside a number of its own for each request.
    private const string Gateway = """
        values: { appId: app7, secret: s3cret, apiCode: NONE }
        headers: { appId: "{appId}", apiCode: "{apiCode}", requestNo: "{uuid:N}", timestamp: "{epochMs}" }
        sign: { algorithm: md5, over: "{appId}{secret}{date:yyyyMMdd}{apiCode}", encode: hex, as: { header: sign } }
        """;

    private const string Key = "0123456789abcdeffedcba9876543210";

    [Fact]
    public async Task Gateway_SignsNamedParts_WithTheStreamsOwnInterfaceCode()
    {
        await using var scene = await Scene.StartAsync(_ => """{"head":{"code":"200"},"data":[{"id":"a"}]}""");

        await scene.ReadAsync(Scene.Stream(Gateway + "\nenvelope: { code: $.head.code, success: [\"200\"] }", """
            values: { apiCode: Q01 }
            request: { path: /gateway, method: POST, body: { param: { baseInfo: [ { size: "{pageSize}" } ] } } }
            records: $.data
            """));

        var asked = scene.Asked[0];
        var today = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        Assert.Equal(Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes($"app7s3cret{today}Q01"))), asked.Header("sign"));
        Assert.Equal("Q01", asked.Header("apiCode"));
        Assert.Equal(32, asked.Header("requestNo")!.Length);
        Assert.InRange(long.Parse(asked.Header("timestamp")!, CultureInfo.InvariantCulture), 1_700_000_000_000, 9_999_999_999_999);
        Assert.Equal("""{"param":{"baseInfo":[{"size":100}]}}""", asked.Body);
    }

    [Fact]
    public async Task Gateway_EachRequestHasItsOwnNumber()
    {
        await using var scene = await Scene.StartAsync(a => a.Number > 2 ? "[]" : $$"""[{"id":"{{a.Number}}"}]""");

        await scene.ReadAsync(Scene.Stream(Gateway, "request: { path: /x }\npagination: { type: page, parameter: p }"));

        Assert.Equal(3, scene.Asked.Select(a => a.Header("requestNo")).Distinct().Count());
    }

    [Fact]
    public async Task SignatureInTheBody_OverPartsOfTheBody_IsTheSameTime()
    {
        await using var scene = await Scene.StartAsync(_ => "[]");

        await scene.ReadAsync(Scene.Stream("""
            values: { appMark: M1, appWord: W1 }
            sign: { algorithm: sha256, over: "{now:yyyyMMddHHmmss}{appMark}{appWord}", encode: HEX }
            """, """
            request: { path: /x, method: POST, body: { txnBodyCom: { time: "{now:yyyyMMddHHmmss}", appMark: "{appMark}", sign: "{sign}" }, txnCommCom: {} } }
            """));

        var body = JsonDocument.Parse(scene.Asked[0].Body).RootElement.GetProperty("txnBodyCom");
        Assert.Equal(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(body.GetProperty("time").GetString() + "M1W1"))), body.GetProperty("sign").GetString());
    }

    [Theory]
    [InlineData("hmac-sha256")]
    [InlineData("hmac-sm3")]
    [InlineData("hmac-md5")]
    public async Task SortedParameters_AreSignedWithTheKey(string algorithm)
    {
        await using var scene = await Scene.StartAsync(_ => "[]");

        await scene.ReadAsync(Scene.Stream(
            $"values: {{ appId: A }}\nquery: {{ nonce: \"{{nonce}}\" }}\nsign: {{ algorithm: {algorithm}, key: k, over: \"{{params}}&key={{appId}}\", encode: base64, as: {{ query: sign }} }}",
            "request: { path: /x, method: POST, query: { z: \"1\", empty: \"\" }, form: { b: \"2 3\", a: \"中\" } }"));

        var asked = scene.Asked[0];
        Assert.Equal(
            Convert.ToBase64String(new MessageSigner().Compute(algorithm, Encoding.UTF8.GetBytes($"a=中&b=2 3&nonce={asked.Query["nonce"]}&z=1&key=A"), "k")),
            asked.Query["sign"]);
    }

    [Fact]
    public async Task BodyDigest_IsOverTheBodyAsSent()
    {
        await using var scene = await Scene.StartAsync(_ => "[]");

        await scene.ReadAsync(Scene.Stream(
            "sign: { algorithm: sm3, over: \"{method}|{path}|{query}|{body:md5}\", as: { header: X-Sign } }", "request: { path: /a/b, method: POST, query: { q: \"1\" }, body: { t: 中 } }"));

        var body = Convert.ToHexStringLower(MD5.HashData(scene.Asked[0].Bytes));
        Assert.Equal(Convert.ToHexStringLower(new MessageSigner().Compute("sm3", Encoding.UTF8.GetBytes($"POST|/a/b|q=1|{body}"), null)), scene.Asked[0].Header("X-Sign"));
    }

    [Fact]
    public async Task Sm2_SignsWithThePrivateKey()
    {
        await using var scene = await Scene.StartAsync(_ => "[]");

        await scene.ReadAsync(Scene.Stream(
            "sign: { algorithm: sm2, key: 3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8, over: \"{body}\", as: { header: X-Sign } }",
            "request: { path: /x, method: POST, body: { a: 1 } }"));

        Assert.Equal(128, scene.Asked[0].Header("X-Sign")!.Length);
    }

    [Fact]
    public async Task Sealed_FieldGoesOutEncrypted_AndTheReplysIsOpened()
    {
        var signer = new MessageSigner();
        var reply = Convert.ToBase64String(signer.Encrypt("sm4-cbc", Encoding.UTF8.GetBytes("""{"items":[{"id":"中"}]}"""), Key, Key));
        await using var scene = await Scene.StartAsync(_ => $$"""{"code":0,"data":"{{reply}}"}""");

        var keys = await scene.KeysAsync(Scene.Stream(
            $"seal: {{ algorithm: sm4-cbc, key: {Key}, iv: \"{Key}\", request: data, reply: data }}\nsign: {{ algorithm: sm3, over: \"{{body}}\", as: {{ header: X-Sign }} }}",
            "request: { path: /x, method: POST, body: { data: { q: 中 } } }\nrecords: $.data.items"));

        Assert.Equal(["中"], keys);
        var sent = JsonDocument.Parse(scene.Asked[0].Body).RootElement.GetProperty("data").GetString()!;
        Assert.Equal("""{"q":"中"}""", Encoding.UTF8.GetString(signer.Decrypt("sm4-cbc", Convert.FromBase64String(sent), Key, Key)));
        Assert.Equal(Convert.ToHexStringLower(signer.Compute("sm3", scene.Asked[0].Bytes, null)), scene.Asked[0].Header("X-Sign"));
    }

    [Fact]
    public async Task Sealed_WholeBody_WithAKeyMadeFromTheApplicationsCode()
    {
        var key = Convert.ToHexStringLower(MD5.HashData("app"u8));
        var signer = new MessageSigner();
        await using var scene = await Scene.StartAsync((_, c) => FakeHall.WriteAsync(
            c, Convert.ToHexString(signer.Encrypt("sm4-ecb", "<r><e><id>1</id></e></r>"u8, key))));

        var keys = await scene.KeysAsync(Scene.Stream(
            "values: { appCode: app }\nreply: { format: xml }\nseal: { algorithm: sm4-ecb, key: \"{appCode:md5}\", encode: HEX, request: $, reply: $ }",
            "request: { path: /x, method: POST, xml: \"<q>{appCode}</q>\" }\nrecords: r.e"));

        Assert.Equal(["1"], keys);
        Assert.Equal("<q>app</q>", Encoding.UTF8.GetString(signer.Decrypt("sm4-ecb", Convert.FromHexString(scene.Asked[0].Body), key)));
    }

    [Fact]
    public async Task Sealed_Sm2_OpensWithThePrivateKey()
    {
        const string Private = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
        const string Public = "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
        var sealedText = Convert.ToHexStringLower(new MessageSigner().Encrypt("sm2", """[{"id":"z"}]"""u8, Public));
        await using var scene = await Scene.StartAsync(_ => $$"""{"data":"{{sealedText}}"}""");

        Assert.Equal(["z"], await scene.KeysAsync(Scene.Stream(
            $"seal: {{ algorithm: sm2, key: \"{Public}\", replyKey: \"{Private}\", encode: hex, reply: data }}", "request: { path: /x }\nrecords: data")));
    }

    [Theory]
    [InlineData("bm90IHNlYWxlZCBhdCBhbGw=", "cannot be opened with this key")]
    [InlineData("?!", "is not base64")]
    public async Task Sealed_ReplyThatDoesNotOpen_IsADataFailureWithARemedy(string data, string expected)
    {
        await using var scene = await Scene.StartAsync(_ => $$"""{"data":"{{data}}"}""");

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => scene.ReadAsync(Scene.Stream(
            $"seal: {{ algorithm: sm4-cbc, key: {Key}, iv: \"{Key}\", reply: data }}", "request: { path: /x }\nrecords: data")));

        Assert.Equal(FailureKind.Data, failure.Kind);
        Assert.Contains(expected, failure.Message);
        Assert.NotNull(failure.Remedy);
        Assert.DoesNotContain(Key, failure.ToString());
    }
}
