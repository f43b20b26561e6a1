using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Http;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Webhook;
using Exchange.Mapping.Yaml;
using Exchange.Security.Signing;

namespace Exchange.Connectors.Tests;

public sealed class WebhookSourceTests
{
    private const string Signed = "{ type: signed, secret: s3cret, nonce: X-Nonce, over: \"{header:X-Timestamp}.{header:X-Nonce}.{body}\" }";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void Open_SignedRequest_GivesItsRecordsAndItsNonce()
    {
        var content = Source(Signed).Open(Request("""{"data":{"items":[{"id":"1","no":"A"},{"id":"2","no":"B"}]}}"""));

        Assert.Equal((PushedOutcome.Accepted, "n-1"), (content.Outcome, content.ReplayKey));
        Assert.Equal(["1", "2"], content.Records.Select(r => r.SourceKey));
        Assert.Equal("""{"id":"2","no":"B"}""", Encoding.UTF8.GetString(content.Records[1].Json.Span));
    }

    [Fact]
    public void Open_BodyChangedAfterSigning_IsRefused()
    {
        var genuine = Request("""{"data":{"items":[{"id":"1","no":"A"}]}}""");
        var content = Source(Signed).Open(genuine with { Body = Encoding.UTF8.GetBytes("""{"data":{"items":[{"id":"9","no":"A"}]}}""") });

        Assert.Equal(PushedOutcome.Unauthorised, content.Outcome);
        Assert.Empty(content.Records);
    }

    [Fact]
    public void Open_GenuineButOld_IsRefusedWithTheReason()
    {
        var content = Source(Signed).Open(Request("{}") with { ReceivedAt = Now.AddMinutes(6) });

        Assert.Equal(PushedOutcome.Unauthorised, content.Outcome);
        Assert.Contains("too old", content.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Signature")]
    [InlineData("X-Timestamp")]
    [InlineData("X-Nonce")]
    public void Open_WithoutOneOfItsHeaders_IsRefused(string header)
    {
        var request = Request("{}");
        var headers = request.Headers.Where(h => h.Key != header).ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase);

        Assert.Equal(PushedOutcome.Unauthorised, Source(Signed).Open(request with { Headers = headers }).Outcome);
    }

    [Fact]
    public void Open_Md5OverATextWithTheSecret_IsUnderstood()
    {
        var source = Source("""{ type: signed, algorithm: md5, secret: s3cret, signature: sign, over: "{header:appId}{secret}{header:X-Timestamp}", timestampFormat: yyyyMMddHHmmss }""");
        var sign = Convert.ToHexString(MD5.HashData("app1s3cret20260302090000"u8));
        var request = new PushedRequest("cases", Headers(("appId", "app1"), ("X-Timestamp", "20260302090000"), ("sign", sign)), new Dictionary<string, string>(), """{"data":{"items":{"id":"1","no":"A"}}}"""u8.ToArray(), Now);

        var content = source.Open(request);

        Assert.Equal(PushedOutcome.Accepted, content.Outcome);
        Assert.Equal("1", Assert.Single(content.Records).SourceKey);
        Assert.Equal(sign, content.ReplayKey);
    }

    [Fact]
    public void Open_RecordWithoutItsKey_IsAFaultOfTheRecordAlone()
    {
        var content = Source(Signed).Open(Request("""{"data":{"items":[{"no":"A"},{"id":"2","no":"B"}]}}"""));

        Assert.Equal(PushedOutcome.Accepted, content.Outcome);
        Assert.Equal("missing", content.Records[0].Fault!.Reason);
        Assert.Null(content.Records[1].Fault);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":{"items":3}}""")]
    public void Open_BodyThatIsNoList_IsMalformed(string body) => Assert.Equal(PushedOutcome.Malformed, Source(Signed).Open(Request(body)).Outcome);

    [Fact]
    public void Open_JsonNestedAMillionDeep_IsMalformed()
    {
        var body = new string('[', 1_000_000) + new string(']', 1_000_000);
        Assert.Equal(PushedOutcome.Malformed, Source(Signed).Open(Request(body)).Outcome);
    }

    [Fact]
    public void Open_XmlInGb18030_GivesRecords()
    {
        var body = Exchange.Abstractions.Decoding.CharacterSet.Find("gb18030")!.Encoding.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?><data><items><id>1</id><no>A</no><town>洛阳镇</town></items></data>");
        var content = Source("{ type: header, name: X-Api-Key, value: k }", "  format: xml\n  charset: gb18030").Open(
            new PushedRequest("cases", Headers(("x-api-key", "k")), new Dictionary<string, string>(), body, Now));

        Assert.Equal(PushedOutcome.Accepted, content.Outcome);
        Assert.Contains("洛阳镇", Encoding.UTF8.GetString(Assert.Single(content.Records).Json.Span), StringComparison.Ordinal);
        Assert.Null(content.ReplayKey);
    }

    [Fact]
    public void Open_XmlWithADocumentType_IsMalformed()
    {
        var body = "<!DOCTYPE data [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><data><items><id>&x;</id></items></data>"u8.ToArray();
        var content = Source("{ type: header, name: X-Api-Key, value: k }", "  format: xml").Open(new PushedRequest("cases", Headers(("X-Api-Key", "k")), new Dictionary<string, string>(), body, Now));

        Assert.Equal(PushedOutcome.Malformed, content.Outcome);
    }

    [Theory]
    [InlineData(PushedOutcome.Accepted, 200)]
    [InlineData(PushedOutcome.Repeated, 200)]
    [InlineData(PushedOutcome.Unauthorised, 401)]
    [InlineData(PushedOutcome.Malformed, 400)]
    [InlineData(PushedOutcome.TooLarge, 413)]
    [InlineData(PushedOutcome.Busy, 429)]
    [InlineData(PushedOutcome.Failed, 503)]
    public void Answer_ByOutcome_HasItsStatus(PushedOutcome outcome, int status) => Assert.Equal(status, Source(Signed).Answer(outcome, "why").Status);

    [Fact]
    public void Answer_AsTheInterfaceBookWantsIt_IsTheTemplateWithTheMessageEscaped()
    {
        var source = Source(Signed, "  reply: { done: '{\"code\":\"0\"}', failed: '{\"code\":\"9\",\"msg\":\"{message}\"}', alwaysOk: true }");

        Assert.Equal("""{"code":"0"}""", source.Answer(PushedOutcome.Accepted, "").Body);
        var failed = source.Answer(PushedOutcome.Malformed, "a \"quoted\" word");
        Assert.Equal(200, failed.Status);
        Assert.Equal("""{"code":"9","msg":"a \u0022quoted\u0022 word"}""", failed.Body);
    }

    [Theory]
    [InlineData("", "'auth' is missing")]
    [InlineData("  auth: { type: signed, algorithm: md5, secret: x, over: \"{body}\" }", "without the secret proves nothing")]
    [InlineData("  auth: { type: signed, secret: x, over: \"{cookie}\" }", "placeholder the hub does not know")]
    [InlineData("  auth: { type: signed, secret: x, tolerance: 2h }", "invites replays")]
    [InlineData("  auth: { type: signed, algorithm: sm2, secret: x }", "cannot be checked with a shared secret")]
    [InlineData("  auth: { type: header, name: X, value: y }\n  charset: klingon", "is no character set")]
    public void Validate_WrongSettings_NamesThem(string settings, string message)
    {
        var problems = new ProblemList();
        new WebhookKind().Validate(Declare(settings), problems);

        Assert.Contains(problems.Items, p => p.Message.Contains(message, StringComparison.Ordinal) && p.Location.Line > 0 && p.Remedy is { Length: > 0 });
    }

    [Fact]
    public async Task Read_OfASystemThatPushes_SaysThatThereIsNothingToPull()
    {
        await using var source = (ISourceConnector)Source(Signed);
        var failure = await Assert.ThrowsAsync<Abstractions.Failures.ExchangeException>(async () =>
        {
            await foreach (var _ in source.ReadAsync(new ReadRequest("cases"), CancellationToken.None))
            {
            }
        });
        Assert.Contains("nothing to pull", failure.Message, StringComparison.Ordinal);
    }

    private static IPushedSource Source(string auth, string more = "") => (IPushedSource)new WebhookKind().CreateSource(
        Declare($"  auth: {auth}\n{more}"),
        new ConnectorServices { Time = TimeProvider.System, Budget = new NoBudget(), Http = new NoHttp(), Signer = new MessageSigner() });

    private static ConnectorDeclaration Declare(string settings)
    {
        var problems = new ProblemList();
        var root = YamlFile.Parse($"id: town\nsettings:\n  budget: {{ perSecond: 5 }}\n{settings}\nstreams:\n  - {{ name: cases, records: $.data.items }}\n", "connector.yaml", problems);
        Assert.Empty(problems.Items);
        var reader = new ConfigReader(root!, "connector", problems);
        return new ConnectorDeclaration
        {
            Id = "town",
            Name = "town",
            Kind = "webhook",
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
            Settings = reader.Section("settings")!.Map,
            Location = root!.Location,
            Streams = [.. reader.Sections("streams").Select(s => new StreamDeclaration { Name = "cases", Part = "case", Key = ["id"], CaseKey = "no", Schedule = "* * * * *", Mapping = "town/cases", Node = s.Map })],
        };
    }

    private static PushedRequest Request(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var time = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData("s3cret"u8, [.. Encoding.UTF8.GetBytes($"{time}.n-1."), .. bytes]));
        return new PushedRequest("cases", Headers(("X-Timestamp", time), ("X-Nonce", "n-1"), ("X-Signature", signature)), new Dictionary<string, string>(), bytes, Now);
    }

    private static Dictionary<string, string> Headers(params (string Name, string Value)[] headers) =>
        headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase);

    private sealed class NoBudget : IRequestBudget
    {
        public ValueTask<IDisposable> AcquireAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class NoHttp : IHttpClientSource
    {
        public HttpClient Create(Uri baseAddress) => throw new NotSupportedException();
    }
}
