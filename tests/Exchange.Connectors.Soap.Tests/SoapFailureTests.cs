using System.Text;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Soap.Tests;

/// <summary>Faults, codes and hostile replies.</summary>
public sealed class SoapFailureTests : SoapFixture
{
    private const string Stream = """
        call: { operation: query }
        result: { inside: xml }
        records: $.r.row
        envelope: { code: $.r.code, success: ["0"], message: $.r.msg, retry: ["5001"], retryDelay: 5ms, attempts: 3 }
        key: [id]
        caseKey: id
        """;

    [Theory]
    [InlineData("soapenv:Client", FailureKind.Data)]
    [InlineData("soapenv:Server.userException", FailureKind.Transient)]
    [InlineData("soapenv:VersionMismatch", FailureKind.Configuration)]
    [InlineData("wsse:FailedAuthentication", FailureKind.Configuration)]
    public async Task Read_Fault11_HasItsKindAndTheSystemsWords(string code, FailureKind kind)
    {
        Service.Answer = (_, _, _) => FakeService.Fault(code, "参数错误\u0009请检查");
        await using var source = Source(Stream);

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => PagesAsync(source));

        Assert.Equal(kind, failure.Kind);
        Assert.Contains("参数错误 请检查", failure.Message, StringComparison.Ordinal);
        Assert.Equal(kind == FailureKind.Transient ? 3 : 1, Service.Calls.Count);
    }

    [Theory]
    [InlineData("Sender", null, FailureKind.Data)]
    [InlineData("Sender", "FailedAuthentication", FailureKind.Configuration)]
    [InlineData("Receiver", null, FailureKind.Transient)]
    public async Task Read_Fault12_HasItsKindAndTheSystemsWords(string code, string? subcode, FailureKind kind)
    {
        Service.Answer = (_, _, _) => FakeService.Fault12(code, subcode, "系统繁忙");
        await using var source = Source(Stream.Replace("operation: query", "operation: query, soapAction: urn:q"), "version: 1.2");

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => PagesAsync(source));

        Assert.Equal(kind, failure.Kind);
        Assert.Contains("系统繁忙", failure.Message, StringComparison.Ordinal);
        Assert.Equal("application/soap+xml; charset=utf-8; action=\"urn:q\"", Service.Headers[0].ContentType);
    }

    [Fact]
    public async Task Read_FaultWithStatus200_IsAFault()
    {
        Service.Answer = (_, _, _) => FakeService.Fault("soapenv:Client", "no", 200);
        await using var source = Source(Stream);

        Assert.Contains("fault Client: no", (await Assert.ThrowsAsync<ExchangeException>(() => PagesAsync(source))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_ServerFaultThatPasses_IsTriedAgain()
    {
        Service.Answer = (_, _, n) => n < 3 ? FakeService.Fault("soapenv:Server", "busy") : FakeService.ReturnsText("<r><code>0</code><row><id>1</id></row></r>");
        await using var source = Source(Stream);

        var pages = await PagesAsync(source);

        Assert.Equal(["1"], Keys(pages));
        Assert.Equal(3, pages[0].Fetches);
    }

    [Fact]
    public async Task Read_Status200WithAnErrorCode_IsJudgedByTheCode()
    {
        var codes = new Queue<string>(["5001", "0", "4001", "5001", "5001", "5001"]);
        Service.Answer = (_, _, _) => FakeService.ReturnsText($"<r><code>{codes.Dequeue()}</code><msg>系统说明</msg></r>");
        await using var source = Source(Stream);

        Assert.Empty(Keys(await PagesAsync(source)));
        var refused = await Assert.ThrowsAsync<ExchangeException>(() => PagesAsync(source));
        var busy = await Assert.ThrowsAsync<ExchangeException>(() => PagesAsync(source));

        Assert.Equal(FailureKind.Data, refused.Kind);
        Assert.Contains("4001: 系统说明", refused.Message, StringComparison.Ordinal);
        Assert.Equal(FailureKind.Transient, busy.Kind);
    }

    [Fact]
    public async Task Read_EmptyResultWhereACodeIsDeclared_IsAFailureNotAnEmptyList()
    {
        Service.Answer = (_, _, _) => FakeService.Returns("");
        await using var source = Source(Stream);

        Assert.Contains("no code at", (await Assert.ThrowsAsync<ExchangeException>(() => PagesAsync(source))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("outside-dtd")]
    [InlineData("inside-dtd")]
    [InlineData("deep")]
    [InlineData("inside-deep")]
    [InlineData("large")]
    [InlineData("cut")]
    [InlineData("html")]
    [InlineData("wrong-path")]
    [InlineData("no-list")]
    public async Task Read_HostileReply_IsABoundedDataFailureWithoutItsContent(string hostility)
    {
        const string Bomb = "<!DOCTYPE a [<!ENTITY a \"SECRET\"><!ENTITY b \"&a;&a;&a;\">]>";
        Service.Answer = (_, _, _) => hostility switch
        {
            "outside-dtd" => FakeService.Returns("") is var r ? r with { Body = [.. Encoding.UTF8.GetBytes(Bomb), .. "<Envelope><Body>&b;</Body></Envelope>"u8] } : null!,
            "inside-dtd" => FakeService.ReturnsText(Bomb + "<r><code>&b;</code></r>"),
            "deep" => FakeService.Returns(string.Concat(Enumerable.Repeat("<a>", 100_000))),
            "inside-deep" => FakeService.ReturnsText(string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000))),
            "large" => FakeService.ReturnsText("<r>" + new string('x', 2_000_000) + "</r>"),
            "cut" => FakeService.ReturnsText("<r><code>0</code><row>SECRET"),
            "html" => new Reply(200, "text/html", "<html><body>SECRET</body></html>"u8.ToArray()),
            "wrong-path" => FakeService.Envelope("<other/>"),
            _ => FakeService.ReturnsText("<r><code>0</code><row>SECRET</row></r>"),
        };
        await using var source = Source(Stream.Replace("inside: xml", "path: $.queryResponse.out, inside: xml"), "maximumReply: 1000000");

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => PagesAsync(source));

        Assert.Equal(FailureKind.Data, failure.Kind);
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(failure.Remedy));
    }

    [Theory]
    [InlineData(401, FailureKind.Configuration)]
    [InlineData(404, FailureKind.Configuration)]
    [InlineData(500, FailureKind.Transient)]
    [InlineData(503, FailureKind.Transient)]
    [InlineData(302, FailureKind.Data)]
    public async Task Read_StatusWithoutSoap_HasItsKind(int status, FailureKind kind)
    {
        Service.Answer = (_, _, _) => new Reply(status, "text/html", "<html>proxy"u8.ToArray());
        await using var source = Source(Stream);

        Assert.Equal(kind, (await Assert.ThrowsAsync<ExchangeException>(() => PagesAsync(source))).Kind);
    }

    [Fact]
    public async Task Read_Cancelled_Stops()
    {
        using var stop = new CancellationTokenSource();
        Service.Answer = (_, _, _) => { stop.Cancel(); return FakeService.Fault("soapenv:Server", "busy"); };
        await using var source = Source(Stream);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var page in source.ReadAsync(new ReadRequest("cases"), stop.Token))
            {
            }
        });
    }
}
