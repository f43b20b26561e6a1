using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Exchange.Sandbox.Systems;
using Exchange.Sandbox.Tests.Servers;
using Npgsql;

namespace Exchange.Sandbox.Tests.Systems;

/// <summary>The ground truth of the simulated systems, what actions do to it, and that a seed gives the same data every time.</summary>
[Collection(SandboxCollection.Name)]
[Trait("Category", "Integration")]
public sealed partial class SystemTruthTests(SandboxServers servers)
{
    [Fact]
    public async Task Truth_OfEverySystem_IsConsistent()
    {
        await using var sandbox = await SystemsSandbox.StartAsync(servers);

        foreach (var id in sandbox.Server.Ready.Systems.Where(s => SystemCatalogue.Find(s) is not null))
        {
            var truth = await sandbox.Http.GetFromJsonAsync<JsonElement>($"/sandbox/truth/systems/{id}");
            var keys = truth.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("key").GetString()!).ToArray();
            Assert.Equal(keys.Length, keys.Distinct().Count());
            Assert.True(keys.Length > 0 || SystemCatalogue.Find(id)!.Weight == 0, id);
            Assert.All(truth.GetProperty("feeds").EnumerateArray(), f => Assert.True(f.GetProperty("records").GetInt32() > 0, $"{id} {f}"));
            var faults = truth.GetProperty("faults").EnumerateArray().ToArray();
            Assert.All(faults, f => Assert.NotEmpty(f.GetProperty("errors").EnumerateArray()));
            // A record that cannot be mapped is no case.
            Assert.DoesNotContain(faults.Select(f => f.GetProperty("key").GetString()), k => keys.Contains(k));
        }
        var summary = await sandbox.Http.GetFromJsonAsync<JsonElement>("/sandbox/truth/systems");
        var cases = summary.EnumerateArray().Sum(s => s.GetProperty("cases").GetInt32());
        Assert.InRange(cases, 150, 250);
        Assert.Equal(sandbox.Server.Ready.Cases, 600 + cases);
    }

    [Fact]
    public async Task SameSeed_TwoSandboxesAndARestart_SameData()
    {
        var options = servers.Options(cases: 400) with { Systems = SystemCatalogue.Ids, BaseTime = SystemsSandbox.BaseTime };
        var again = servers.Options(cases: 400) with { Systems = SystemCatalogue.Ids, BaseTime = SystemsSandbox.BaseTime };
        var other = servers.Options(cases: 400) with { Systems = SystemCatalogue.Ids, BaseTime = SystemsSandbox.BaseTime, Seed = 43 };

        var first = await ShowAsync(options);

        Assert.Equal(first, await ShowAsync(options));
        Assert.Equal(first, await ShowAsync(again));
        Assert.NotEqual(first, await ShowAsync(other));
    }

    [Fact]
    public async Task People_InAllRecords_AreSyntheticAndKnownToTheTruth()
    {
        await using var sandbox = await SystemsSandbox.StartAsync(servers);
        var people = await sandbox.Http.GetFromJsonAsync<JsonElement>("/sandbox/truth/people");
        var known = people.GetProperty("idNumbers").EnumerateArray().Select(v => v.GetString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var all = await ShowAsync(sandbox);

        var numbers = IdNumbers().Matches(all).Select(m => m.Value).Distinct().ToArray();
        Assert.NotEmpty(numbers);
        Assert.All(numbers, n => Assert.True(n.StartsWith("350599", StringComparison.Ordinal) && known.Contains(n), n));
        Assert.All(Mobiles().Matches(all).Select(m => m.Value), m => Assert.StartsWith("1990000", m, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("business-startup", "/api/qykb/applications", "SLH")]
    [InlineData("road-occupation", "/api/zywj/applications", "SQBH")]
    public async Task Actions_NewEditDirtyMend_ChangeSourceAndTruthTogether(string system, string path, string key)
    {
        await using var sandbox = await SystemsSandbox.StartAsync(servers);
        using var client = new SandboxClient(sandbox.Server, servers.Connection, servers.Options());
        var before = await sandbox.Http.GetFromJsonAsync<JsonElement>($"/sandbox/truth/systems/{system}");
        var good = before.GetProperty("cases").EnumerateArray().First(c => c.GetProperty("parent").ValueKind == JsonValueKind.Null).GetProperty("key").GetString();
        const string since = "2026-09-01 10:00:01";
        Assert.Empty(await sandbox.GatewayAsync(system, path, since));

        var made = await client.ActAsync("new", new { system, count = 3 });
        var edited = await client.ActAsync("edit", new { system, sourceNos = new[] { good } });
        var changed = await sandbox.GatewayAsync(system, path, since);
        Assert.Equal(3 + 1, changed.Count);
        Assert.All(made.GetProperty("sourceNos").EnumerateArray().Concat(edited.GetProperty("sourceNos").EnumerateArray()), no => Assert.Contains(changed, r => r.GetProperty(key).GetString() == no.GetString()));

        var faulty = await FaultsAsync(sandbox, system);
        await client.ActAsync("dirty", new { system, count = 5 });
        Assert.True(await FaultsAsync(sandbox, system) > faulty);
        await client.ActAsync("mend", new { system });
        Assert.Equal(0, await FaultsAsync(sandbox, system));
    }

    [Fact]
    public async Task Withhold_AWindow_ItsSubCasesAreThereWithoutTheirParent()
    {
        await using var sandbox = await SystemsSandbox.StartAsync(servers);
        using var client = new SandboxClient(sandbox.Server, servers.Connection, servers.Options());

        var withheld = await client.ActAsync("withhold", new { system = "business-startup", count = 8 });
        var numbers = withheld.GetProperty("sourceNos").EnumerateArray().Select(n => n.GetString()!).ToArray();
        Assert.DoesNotContain(await sandbox.GatewayAsync("business-startup", "/api/qykb/applications"), r => numbers.Contains(r.GetProperty("SLH").GetString()));
        Assert.Contains(await sandbox.GatewayAsync("business-startup", "/api/qykb/seals"), r => numbers.Contains(r.GetProperty("SLH").GetString()));

        await client.ActAsync("release", new { system = "business-startup" });
        var parents = await sandbox.GatewayAsync("business-startup", "/api/qykb/applications");
        Assert.All(numbers, n => Assert.Contains(parents, r => r.GetProperty("SLH").GetString() == n));
    }

    [Fact]
    public async Task Start_WithoutTheSystemItNeeds_IsNamedAsNotStarted()
    {
        var options = servers.Options(cases: 20) with { Systems = ["utility-power", "identity-service"] };
        await using var sandbox = await SystemsSandbox.StartAsync(servers, options);

        Assert.Equal(["utility-power"], sandbox.Server.Ready.Systems);
        var missing = Assert.Single(sandbox.Server.Ready.NotStarted);
        Assert.Equal("identity-service", missing.Id);
        Assert.Contains("provincial-hall", missing.Reason, StringComparison.Ordinal);
    }

    private static async Task<int> FaultsAsync(SystemsSandbox sandbox, string system)
        => (await sandbox.Http.GetFromJsonAsync<JsonElement>($"/sandbox/truth/systems/{system}")).GetProperty("faults").GetArrayLength();

    private async Task<string> ShowAsync(SandboxOptions options)
    {
        await using var sandbox = await SystemsSandbox.StartAsync(servers, options);
        return await ShowAsync(sandbox);
    }

    private static async Task<string> ShowAsync(SystemsSandbox sandbox)
    {
        var shown = new List<JsonElement>();
        foreach (var feed in new[] { "applications", "directors", "legs", "seals", "social-insurances", "bank-accounts" })
        {
            shown.AddRange(await sandbox.GatewayAsync("business-startup", $"/api/qykb/{feed}"));
        }
        shown.AddRange(await sandbox.GatewayAsync("road-occupation", "/api/zywj/applications"));
        shown.AddRange(await sandbox.GatewayAsync("utility-power", "/api/gh/transfers"));
        shown.AddRange(await sandbox.TokenAsync("enterprise-services", "/api/declarations", "list", "x=1"));
        shown.AddRange(await sandbox.TokenAsync("identity-service", "/api/tickets", "rows", "from=2020-01-01 00:00:00&to=2026-09-01 10:00:00"));
        foreach (var system in new[] { "livelihood-ledger", "real-estate", "approval-archive" })
        {
            await using var source = NpgsqlDataSource.Create(sandbox.Password(system));
            foreach (var table in DatabaseSystemsTests.Tables(system))
            {
                shown.AddRange(await DatabaseSystemsTests.RowsAsync(source, $"select * from {table}"));
            }
        }
        shown.AddRange((await sandbox.CourierAsync(0)).GetProperty("list").EnumerateArray());
        return string.Join('\n', shown.Select(r => r.GetRawText()));
    }

    // Eighteen characters of which the second six are a birthday; credit codes have letters after the ninth.
    [GeneratedRegex(@"(?<![0-9A-Za-z])[1-8]\d{5}(?:19|20)\d{2}(?:0\d|1[0-2])[0-3]\d{4}[0-9Xx](?![0-9A-Za-z])", RegexOptions.None, 5000)]
    private static partial Regex IdNumbers();

    [GeneratedRegex(@"(?<!\d)1[3-9]\d{9}(?!\d)", RegexOptions.None, 5000)]
    private static partial Regex Mobiles();
}
