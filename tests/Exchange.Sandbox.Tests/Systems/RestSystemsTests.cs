using System.Globalization;
using System.Net;
using System.Text.Json;
using Exchange.Sandbox.Generation;
using Exchange.Sandbox.Tests.Servers;

namespace Exchange.Sandbox.Tests.Systems;

/// <summary>Each system answers over HTTP as its connector expects.</summary>
[Collection(SandboxCollection.Name)]
[Trait("Category", "Integration")]
public sealed class RestSystemsTests(SandboxServers servers) : IAsyncLifetime
{
    private SystemsSandbox _sandbox = null!;

    // Enough that a page of every system overflows, whoever shares the cases.
    public async Task InitializeAsync()
        => _sandbox = await SystemsSandbox.StartAsync(servers, servers.Options(cases: 1600) with { Systems = SystemsSandbox.Ids, BaseTime = SystemsSandbox.BaseTime });

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Theory]
    [MemberData(nameof(SystemsSandbox.Rest), MemberType = typeof(SystemsSandbox))]
    public async Task Connector_EverythingItNames_IsServed(string system)
    {
        Assert.All(ConnectorText.Settings(system), name => Assert.Contains(name, _sandbox.Server.Ready.Settings));
        Assert.All(ConnectorText.Secrets(system), name => Assert.Contains(name, _sandbox.Server.Ready.Secrets));
        var address = _sandbox.Server.Ready.Settings[$"{system}.url"];
        foreach (var path in ConnectorText.Paths(system))
        {
            using var answer = await _sandbox.Http.GetAsync(new Uri(address + path));
            Assert.NotEqual(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Gateway_WrongKeyOrQuestion_SaysSoWithStatus200()
    {
        var refused = await _sandbox.GatewayPageAsync("road-occupation", "/api/zywj/fees", "updatedFrom=2020-01-01 00:00:00", key: "other");
        var wrong = await _sandbox.GatewayPageAsync("road-occupation", "/api/zywj/fees", "updatedFrom=yesterday");

        Assert.Equal("401", refused.GetProperty("head").GetProperty("code").GetString());
        Assert.Equal("400", wrong.GetProperty("head").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Gateway_PageLargerThanItsLimit_IsCutSilently()
    {
        var page = await _sandbox.GatewayPageAsync("road-occupation", "/api/zywj/countersigns", "updatedFrom=2020-01-01 00:00:00&pageNo=1&pageSize=200");

        Assert.Equal(25, page.GetProperty("body").GetProperty("items").GetArrayLength());
        Assert.True(int.Parse(page.GetProperty("body").GetProperty("total").GetString()!, CultureInfo.InvariantCulture) > 25);
    }

    [Fact]
    public async Task UtilityPower_PastTheEnd_TheLastPageRepeats()
    {
        var all = await _sandbox.GatewayAsync("utility-power", "/api/gh/transfers");
        var beyond = await _sandbox.GatewayPageAsync("utility-power", "/api/gh/transfers", "updatedFrom=2020-01-01 00:00:00&pageNo=99&pageSize=50");

        Assert.NotEmpty(beyond.GetProperty("body").GetProperty("items").EnumerateArray());
        Assert.Equal(all.Count, all.Select(r => r.GetProperty("YWH").GetString()).Distinct().Count());
        Assert.Contains(all, r => r.GetProperty("HH").GetString()!.Length < 13);
        Assert.Contains(all.GroupBy(r => r.GetProperty("GXSJ").GetString()), g => g.Count() > 1);
    }

    [Fact]
    public async Task UtilityPower_FromATimeOn_OnlyWhatChangedSince()
    {
        var all = await _sandbox.GatewayAsync("utility-power", "/api/gh/transfers");
        var middle = all[all.Count / 2].GetProperty("GXSJ").GetString()!;

        var later = await _sandbox.GatewayAsync("utility-power", "/api/gh/transfers", middle);

        Assert.InRange(later.Count, 1, all.Count - 1);
        Assert.All(later, r => Assert.True(string.CompareOrdinal(r.GetProperty("GXSJ").GetString(), middle) >= 0));
    }

    [Fact]
    public async Task BusinessStartup_SubCases_NameTheirParentAndOftenComeBeforeIt()
    {
        var windows = (await _sandbox.GatewayAsync("business-startup", "/api/qykb/applications")).ToDictionary(r => r.GetProperty("SLH").GetString()!);
        var early = 0;
        foreach (var feed in new[] { "seals", "taxes", "social-insurances", "medical-funds", "bank-accounts" })
        {
            var records = await _sandbox.GatewayAsync("business-startup", $"/api/qykb/{feed}");
            Assert.NotEmpty(records);
            Assert.All(records, r => Assert.True(windows.ContainsKey(r.GetProperty("SLH").GetString()!)));
            early += records.Count(r => string.CompareOrdinal(r.GetProperty("UPDATE_TIME").GetString(), windows[r.GetProperty("SLH").GetString()!].GetProperty("UPDATE_TIME").GetString()) < 0);
        }
        Assert.True(early > 0, "No sub-case comes before its parent.");
        // Nobody knows the credit code before the registration is done.
        Assert.All(windows.Values, w => Assert.Equal(w.GetProperty("RUN_STATUS").GetString() is "3" or "99", Uscc.IsValid(w.GetProperty("SOCIAL_CREDITUNICODE").GetString() ?? "")));
    }

    [Fact]
    public async Task RoadOccupation_AgenciesAskedSideBySide_AnswerInAnyOrder()
    {
        var answers = await _sandbox.GatewayAsync("road-occupation", "/api/zywj/countersigns");
        var cases = answers.GroupBy(r => r.GetProperty("SQBH").GetString()).ToArray();

        Assert.Contains(cases, c => c.Count() > 2 && !c.OrderBy(r => r.GetProperty("GXSJ").GetString()).Select(r => r.GetProperty("HQXH").GetString()).SequenceEqual(c.Select(r => r.GetProperty("HQXH").GetString()).Order()));
        Assert.Contains(answers, r => r.GetProperty("HQJG").GetString() == "2");
        var application = (await _sandbox.GatewayAsync("road-occupation", "/api/zywj/applications")).First(a => a.GetProperty("FJLB").GetArrayLength() > 0);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/systems/road-occupation" + application.GetProperty("FJLB")[0].GetProperty("WJDZ").GetString());
        request.Headers.Add("apiKey", _sandbox.Password("road-occupation"));
        using var file = await _sandbox.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
    }

    [Fact]
    public async Task EnterpriseServices_WithAToken_GivesStatesInWordsAndAmountsInManyWays()
    {
        var all = await _sandbox.TokenAsync("enterprise-services", "/api/declarations", "list", "x=1");

        Assert.Equal(all.Count, all.Select(r => r.GetProperty("sbId").GetString()).Distinct().Count());
        var amounts = all.Select(r => r.GetProperty("sbje").GetString()!).ToArray();
        Assert.Contains(amounts, a => a.EndsWith("元", StringComparison.Ordinal));
        Assert.Contains(amounts, a => a.Contains(',', StringComparison.Ordinal));
        using var without = await _sandbox.Http.GetAsync(new Uri("/systems/enterprise-services/api/declarations?pageNumber=1", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
    }

    [Fact]
    public async Task IdentityService_Tickets_BelongToCasesOfTheHallAndHideTheDocument()
    {
        var all = await _sandbox.TokenAsync("identity-service", "/api/tickets", "rows", "from=2020-01-01 00:00:00&to=2026-09-01 10:00:00");

        Assert.NotEmpty(all);
        Assert.All(all, r => Assert.StartsWith("QZ", r.GetProperty("project_no").GetString(), StringComparison.Ordinal));
        Assert.DoesNotContain(all, r => r.GetProperty("cert_no").GetString()?.StartsWith("350599", StringComparison.Ordinal) == true);
        Assert.Empty(await _sandbox.TokenAsync("identity-service", "/api/tickets", "rows", "from=2020-01-01 00:00:00&to=2020-02-01 00:00:00"));
    }

    [Fact]
    public async Task ParcelDelivery_PagesFromZero_EndWithAnEmptyOne()
    {
        var all = new List<JsonElement>();
        for (var page = 0; ; page++)
        {
            var reply = await _sandbox.CourierAsync(page);
            Assert.Equal("0000", reply.GetProperty("resultCode").GetString());
            var list = reply.GetProperty("list").EnumerateArray().ToArray();
            if (list.Length == 0)
            {
                Assert.Equal($"{all.Count}", reply.GetProperty("total").GetString());
                break;
            }
            all.AddRange(list);
        }
        Assert.NotEmpty(all);
        Assert.All(all.Where(r => r.GetProperty("ZTDM").GetString() != "99"), r => Assert.Equal(r.GetProperty("ZTDM").GetString() is "40" or "41" or "42", r.GetProperty("QSSJ").GetString() is var signed && signed != "1900-01-01 00:00:00"));
        Assert.Equal("4010", (await _sandbox.CourierAsync(0, "other")).GetProperty("resultCode").GetString());
    }
}
