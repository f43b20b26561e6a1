using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Exchange.Sandbox.Tests.Servers;

namespace Exchange.Sandbox.Tests.Systems;

/// <summary>The systems behind web services answer as their connectors expect.</summary>
[Collection(SandboxCollection.Name)]
[Trait("Category", "Integration")]
public sealed class SoapSystemsTests(SandboxServers servers) : IAsyncLifetime
{
    private const string Gas = "http://gas.example/";
    private const string Evaluation = "http://evaluation.example/";
    private SystemsSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await SystemsSandbox.StartAsync(servers);

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Theory]
    [InlineData("utility-gas")]
    [InlineData("service-evaluation")]
    public void Connector_EverythingItNames_IsThere(string system)
    {
        Assert.All(ConnectorText.Settings(system), name => Assert.Contains(name, _sandbox.Server.Ready.Settings));
        Assert.All(ConnectorText.Secrets(system), name => Assert.Contains(name, _sandbox.Server.Ready.Secrets));
    }

    [Fact]
    public async Task Gas_WithAToken_AnswersXmlInAStringByPagesOfForty()
    {
        var (status, body) = await GasAsync(_sandbox.Password("utility-gas"), page: 1, size: 500);

        Assert.Equal(HttpStatusCode.OK, status);
        var text = body.Descendants(XName.Get("QueryTransferResult", Gas)).Single();
        Assert.Empty(text.Elements());
        var result = XElement.Parse(text.Value);
        Assert.Equal("0", result.Element("Code")!.Value);
        var rows = result.Descendants("Row").ToArray();
        Assert.Equal(Math.Min(40, int.Parse(result.Element("Total")!.Value, System.Globalization.CultureInfo.InvariantCulture)), rows.Length);
        Assert.Contains(rows, r => r.Element("CLJG")!.Value == "Y");
    }

    [Fact]
    public async Task Gas_WrongPasswordOrQuestion_SaysSo()
    {
        var (status, refused) = await GasAsync("other", page: 1, size: 10);
        var (_, wrong) = await GasAsync(_sandbox.Password("utility-gas"), page: 0, size: 10);

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("FailedAuthentication", refused.Descendants("faultcode").Single().Value, StringComparison.Ordinal);
        Assert.Equal("1", XElement.Parse(wrong.Descendants(XName.Get("QueryTransferResult", Gas)).Single().Value).Element("Code")!.Value);
    }

    [Fact]
    public async Task Evaluations_ASession_EndsAfterSomeCalls()
    {
        var (_, opened) = await EvaluationAsync("login", ("userName", "hub"), ("password", _sandbox.Password("service-evaluation")));
        var guid = opened.Descendants(XName.Get("loginResult", Evaluation)).Single().Value;
        (string, string)[] question = [("guid", guid), ("from", "20200101000000"), ("to", "20270101000000"), ("page", "1"), ("size", "5")];
        var calls = 0;
        for (; calls < 100 && (await EvaluationAsync("getServices", question)).Status == HttpStatusCode.OK; calls++)
        {
        }

        Assert.InRange(calls, 1, 99);
        var (_, ended) = await EvaluationAsync("getServices", question);
        Assert.Equal("会话已过期", ended.Descendants("faultstring").Single().Value);
    }

    [Fact]
    public async Task Evaluations_SomeOfThem_AreDatedBeforeTheirCaseWasAccepted()
    {
        var (_, opened) = await EvaluationAsync("login", ("userName", "hub"), ("password", _sandbox.Password("service-evaluation")));
        var guid = opened.Descendants(XName.Get("loginResult", Evaluation)).Single().Value;
        async Task<XElement> AllAsync(string operation) => XElement.Parse((await EvaluationAsync(
            operation, ("guid", guid), ("from", "20200101000000"), ("to", "20270101000000"), ("page", "1"), ("size", "1000"))).Body.Descendants(XName.Get(operation + "Result", Evaluation)).Single().Value);

        var accepted = (await AllAsync("getServices")).Descendants("service").ToDictionary(s => s.Element("projectNo")!.Value, s => s.Element("acceptDate")!.Value);
        var online = (await AllAsync("getEvaluates")).Descendants("evaluate").ToArray();

        Assert.NotEmpty(accepted);
        Assert.All(online, e => Assert.True(accepted.ContainsKey(e.Element("projectNo")!.Value)));
        Assert.NotEmpty((await AllAsync("getHallEvaluates")).Descendants("evaluate"));
        Assert.NotEmpty((await AllAsync("getWarnInfos")).Descendants("warn"));
        Assert.Contains(online, e => string.CompareOrdinal(new string([.. e.Element("assessTime")!.Value.Where(char.IsAsciiDigit)]), accepted[e.Element("projectNo")!.Value]) < 0);
    }

    private Task<(HttpStatusCode Status, XElement Body)> GasAsync(string password, int page, int size)
    {
        var nonce = RandomNumberGenerator.GetBytes(16);
        const string created = "2026-09-01T02:00:00Z";
#pragma warning disable CA5350 // The profile knows no other hash.
        var digest = Convert.ToBase64String(SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(created + password)]));
#pragma warning restore CA5350
        var header = $"<w:Security xmlns:w=\"urn:w\"><w:UsernameToken><w:Username>hub</w:Username><w:Password>{digest}</w:Password><w:Nonce>{Convert.ToBase64String(nonce)}</w:Nonce><w:Created>{created}</w:Created></w:UsernameToken></w:Security>";
        return CallAsync("utility-gas", Gas, header, "QueryTransfer", ("request", $"<Query><PageNo>{page}</PageNo><PageSize>{size}</PageSize></Query>"));
    }

    private Task<(HttpStatusCode Status, XElement Body)> EvaluationAsync(string operation, params (string Name, string Value)[] parameters)
        => CallAsync("service-evaluation", Evaluation, "", operation, parameters);

    private async Task<(HttpStatusCode Status, XElement Body)> CallAsync(string system, string space, string header, string operation, params (string Name, string Value)[] parameters)
    {
        XNamespace tns = space;
        var call = new XElement(tns + operation, parameters.Select(p => new XElement(tns + p.Name, p.Value)));
        var envelope = $"<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header>{header}</s:Header><s:Body>{call}</s:Body></s:Envelope>";
        using var content = new StringContent(envelope, Encoding.UTF8, "text/xml");
        using var answer = await _sandbox.Http.PostAsync(new Uri(_sandbox.Server.Ready.Settings[system + ".url"]), content);
        return (answer.StatusCode, XElement.Parse(await answer.Content.ReadAsStringAsync()));
    }
}
