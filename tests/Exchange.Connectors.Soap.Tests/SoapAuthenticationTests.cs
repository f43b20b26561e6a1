using System.Text;
using System.Xml.Linq;
using Exchange.Abstractions.Failures;
using Exchange.Connectors.Soap.Authentication;

namespace Exchange.Connectors.Soap.Tests;

public sealed class SoapAuthenticationTests : SoapFixture
{
    private const string Stream = "call: { operation: GetDocumentListByCode, parameters: { code: \"1\" } }\nresult: { inside: xml }\nrecords: $.r.row\nkey: [id]\ncaseKey: id";

    private const string Login = """
        auth:
          type: login
          operation: Authorization
          parameters: { username: hub, password: "s3cret-word" }
          token: $.AuthorizationResponse.AuthorizationResult
          name: guid
        """;

    private readonly List<string> _open = [];
    private int _logins;

    [Fact]
    public async Task Read_AsmxSession_IsOpenedOnceAndShownFirst()
    {
        Service.Answer = Asmx;
        await using var source = Source(Stream, Login);

        await PagesAsync(source);
        await PagesAsync(source);

        Assert.Equal(1, _logins);
        Assert.Equal("guid", Service.Calls[1].Elements().First().Name.LocalName);
    }

    [Fact]
    public async Task Read_SessionEnds_IsRenewedOnceAndTheCallMadeAgain()
    {
        Service.Answer = Asmx;
        await using var source = Source(Stream, Login);
        await PagesAsync(source);
        _open.Clear();

        Assert.Equal(["1"], Keys(await PagesAsync(source)));
        Assert.Equal(2, _logins);
    }

    [Fact]
    public async Task Read_SessionEndsWithACode_IsRenewed()
    {
        Service.Answer = (call, context, n) => call.Name.LocalName == "Authorization" || _open.Contains(FakeService.Value(call, "guid"))
            ? Asmx(call, context, n)
            : FakeService.ReturnsText("<r><code>-9</code></r>");
        await using var source = Source(Stream + "\nenvelope: { code: $.r.code, success: [\"0\"] }", Login + "\n  expired: [\"-9\"]");
        await PagesAsync(source);
        _open.Clear();

        Assert.Equal(["1"], Keys(await PagesAsync(source)));
        Assert.Equal(2, _logins);
    }

    [Fact]
    public async Task Read_EverySessionIsRefused_FailsAfterOneRenewal()
    {
        Service.Answer = (call, context, n) => call.Name.LocalName == "Authorization" ? Asmx(call, context, n) : FakeService.Fault("soap:Client", "没有权限 s3cret-word");
        await using var source = Source(Stream, Login);

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => PagesAsync(source));

        Assert.Equal(2, _logins);
        Assert.Contains("没有权限", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret-word", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_WrongPassword_IsAConfigurationFailure()
    {
        Service.Answer = (_, _, _) => FakeService.Fault("soap:Client", "bad password s3cret-word");
        await using var source = Source(Stream, Login);

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => PagesAsync(source));

        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.DoesNotContain("s3cret-word", failure.Message, StringComparison.Ordinal);
        Assert.Equal(FailureKind.Configuration, (await source.CheckAsync(default)).Kind);
    }

    [Fact]
    public async Task Read_SessionInACookie_IsSentBack()
    {
        Service.Answer = (call, context, n) =>
        {
            if (call.Name.LocalName == "Authorization")
            {
                context.Response.Headers.SetCookie = "JSESSIONID=abc; Path=/; HttpOnly";
                return FakeService.Envelope("<AuthorizationResponse/>");
            }

            return context.Request.Headers.Cookie == "JSESSIONID=abc" ? FakeService.ReturnsText("<r><row><id>1</id></row></r>") : FakeService.Fault("soap:Client", "no session");
        };
        await using var source = Source(Stream, "auth: { type: login, operation: Authorization, as: cookie, parameters: { username: hub } }");

        Assert.Equal(["1"], Keys(await PagesAsync(source)));
    }

    [Theory]
    [InlineData("digest")]
    [InlineData("text")]
    public async Task Read_UsernameToken_IsThatOfWsSecurity(string type)
    {
        Service.Answer = (_, _, _) => FakeService.ReturnsText("<r/>");
        await using var source = Source(Stream, $"auth: {{ type: usernameToken, user: hub, password: s3cret, passwordType: {type} }}");

        await PagesAsync(source);
        await PagesAsync(source);

        XNamespace wsse = UsernameToken.Extension;
        XNamespace wsu = UsernameToken.Utility;
        var tokens = Service.Requests.Select(r => XDocument.Parse(r).Descendants(wsse + "UsernameToken").Single()).ToList();
        var nonce = Convert.FromBase64String(tokens[0].Element(wsse + "Nonce")!.Value);
        var created = tokens[0].Element(wsu + "Created")!.Value;
#pragma warning disable CA5350
        var digest = Convert.ToBase64String(System.Security.Cryptography.SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(created + "s3cret")]));
#pragma warning restore CA5350
        Assert.Equal(type == "digest" ? digest : "s3cret", tokens[0].Element(wsse + "Password")!.Value);
        Assert.EndsWith(type == "digest" ? "#PasswordDigest" : "#PasswordText", tokens[0].Element(wsse + "Password")!.Attribute("Type")!.Value, StringComparison.Ordinal);
        Assert.NotEqual(tokens[0].Element(wsse + "Nonce")!.Value, tokens[1].Element(wsse + "Nonce")!.Value);
        Assert.Equal("hub", tokens[0].Element(wsse + "Username")!.Value);
    }

    [Fact]
    public async Task Read_UsernameTokenInAnEnvelopeTemplate_StandsWhereItIsPut()
    {
        Service.Answer = (_, _, _) => FakeService.ReturnsText("<r/>");
        await using var source = Source(
            "call: { envelope: \"<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Header>{security}</e:Header><e:Body><q/></e:Body></e:Envelope>\" }\nresult: { inside: xml }\nrecords: $.r.row\nkey: [id]\ncaseKey: id",
            "auth: { type: usernameToken, user: hub, password: s3cret }");

        await PagesAsync(source);

        XNamespace wsse = UsernameToken.Extension;
        Assert.Single(XDocument.Parse(Service.Requests[0]).Descendants(wsse + "UsernameToken"));
    }

    [Fact]
    public async Task Read_Basic_IsInTheHeader()
    {
        Service.Answer = (_, _, _) => FakeService.ReturnsText("<r/>");
        await using var source = Source(Stream, "auth: { type: basic, user: hub, password: s3cret }");

        await PagesAsync(source);

        Assert.Equal("Basic " + Convert.ToBase64String("hub:s3cret"u8), Service.Headers[0].Authorization);
    }

    private Reply Asmx(XElement call, Microsoft.AspNetCore.Http.HttpContext context, int number)
    {
        if (call.Name.LocalName == "Authorization")
        {
            Assert.Equal("s3cret-word", FakeService.Value(call, "password"));
            _open.Add($"g{++_logins}");
            return FakeService.Envelope($"<AuthorizationResponse xmlns=\"urn:cases\"><AuthorizationResult>{_open[^1]}</AuthorizationResult></AuthorizationResponse>");
        }

        return _open.Contains(FakeService.Value(call, "guid"))
            ? FakeService.ReturnsText("<r><code>0</code><row><id>1</id></row></r>")
            : FakeService.Fault("soap:Server", "session expired");
    }
}
