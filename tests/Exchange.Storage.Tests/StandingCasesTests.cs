using System.Text.Json;
using Exchange.Mapping.CodeQueue;
using Exchange.Pipeline.Registry;
using Exchange.Storage.Registry;
using Exchange.Storage.Tests.Hubs;

namespace Exchange.Storage.Tests;

/// <summary>Cases as they stand, for what is counted over all of them.</summary>
public sealed class StandingCasesTests(TestCluster cluster) : HubTest(cluster)
{
    [Fact]
    public async Task Read_Cases_AreTheNewestVersionsOfThoseThatStand()
    {
        await Hub.PullAsync("accepted", Row.Case("C1"), Row.Case("C2"), Row.Case("C3"));
        await Hub.PullAsync("accepted", Row.Case("C2", minute: 1, state: "2"), Row.Case("C3", minute: 1).Deleted());
        await Hub.PullAsync("steps", Row.Step("S9", "C9"));

        var cases = await ReadAsync(null);

        Assert.Equal(["C1 accepted bureau", "C2 in-process bureau"], cases.Select(c => $"{c.Number} {c.Status} {string.Join('+', c.Case.Systems)}").Order());
        Assert.Equal(2, (await ReadAsync("bureau")).Count);
        Assert.Empty(await ReadAsync("hall"));
    }

    [Fact]
    public async Task Read_CasesOfALocalItem_AreFoundWithoutACounterpart()
    {
        Hub.WriteMapping("accepted.yaml", TestFiles.Accepted.Replace("{ const: \"1234567890\" }", "code", StringComparison.Ordinal));
        Hub.LoadMappings();
        await Hub.PullAsync(
            "accepted",
            Row.Case("C1", more: """{"code":"350521103XK01003"}"""), Row.Case("C2", more: """{"code":"350521103XK01003"}"""), Row.Case("C3", more: """{"code":"000117051000"}"""));

        var codes = new UnmatchedCodes([], "items");
        await foreach (var standing in new StandingCases(Hub.Database).ReadAsync(null, CancellationToken.None))
        {
            using var content = JsonDocument.Parse(Hub.Security.Sealer.Open(standing.Sealed, SealedPlace.Version(standing.CaseId, standing.Version)));
            codes.Add(standing.Systems, content.RootElement, standing.ChangedAt);
        }

        var group = Assert.Single(codes.Groups());
        Assert.Equal(("350521103XK01003", "高龄补贴", 2L, "bureau"), (group.Code, group.Name, group.Cases, Assert.Single(group.Systems)));
    }

    private async Task<List<(StandingCase Case, string? Number, string? Status)>> ReadAsync(string? system)
    {
        var cases = new List<(StandingCase, string?, string?)>();
        await foreach (var standing in new StandingCases(Hub.Database).ReadAsync(system, CancellationToken.None))
        {
            using var content = JsonDocument.Parse(Hub.Security.Sealer.Open(standing.Sealed, SealedPlace.Version(standing.CaseId, standing.Version)));
            cases.Add((standing, content.RootElement.GetProperty("sourceCaseNo").GetString(), content.RootElement.GetProperty("status").GetString()));
        }

        return cases;
    }
}
