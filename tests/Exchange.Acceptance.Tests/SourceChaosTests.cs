using System.Text.Json;
using Exchange.Acceptance.Tests.Harness;
using Exchange.Acceptance.Tests.Proofs;

namespace Exchange.Acceptance.Tests;

/// <summary>Sources that repeat, reorder, edit, delete and re-insert; the final content is right and nothing is stuck.</summary>
[Collection(Collection.Name)]
[Trait("Category", "Acceptance")]
public sealed class SourceChaosTests(Servers servers)
{
    [Fact]
    public async Task Sync_SourcesMisbehave_FinalContentIsRightAndTheNextRunFindsNothing()
    {
        await using var scenario = await Scenario.StartAsync(servers, 900);
        var sandbox = scenario.Sandbox;
        scenario.Home.Override("connectors/systems/provincial-hall/connector.yaml", ("pageSize: 500", "pageSize: 60"), ("perSecond: 20", "perSecond: 200"));
        scenario.Home.Override("connectors/systems/livelihood-bureau/connector.yaml", ("batch: 2000", "batch: 60"));
        await sandbox.FaultAsync(new
        {
            provincialHall = new { reorderWithinSecond = 0.5, repeatRows = 0.1, duplicateAcrossPages = 0.3, truncatePage = 0.2, busyRate = 0.05, error500Rate = 0.03, dropRate = 0.02, revokeEvery = 7 },
        });
        var first = (await scenario.SyncAsync("provincial-hall")).Succeeded();
        Assert.True(first.Sum("superseded") > 0, $"No key stood twice in a page: {first}");
        (await scenario.SyncAsync("livelihood-bureau")).Succeeded();

        // Rows change while they are read, above all those just read and not yet written back.
        await sandbox.ActAsync("churn", new { seconds = 12, perSecond = 60, seed = 5 });
        for (var turn = 0; turn < 3; turn++)
        {
            (await scenario.SyncAsync("livelihood-bureau")).Succeeded();
            (await scenario.SyncAsync("provincial-hall")).Succeeded();
            await scenario.DeliverAsync("0s");
        }

        await sandbox.ChurnEndsAsync();
        var gone = await sandbox.ActAsync("delete", new { count = 40, seed = 11 });
        await BothAsync(scenario);
        await scenario.DrainAsync();
        await Proof.EqualsTruthAsync(sandbox);
        await sandbox.ActAsync("reinsert", new { sourceNos = Numbers(gone).Take(20).ToArray() });

        // A row of the year 9999 has no date to go by: of two copies of it in one page the one read last counts, whichever that is.
        await sandbox.FaultAsync(new { provincialHall = new { repeatRows = 0 } });
        var far = Numbers(await sandbox.ActAsync("farFuture", new { count = 3, seed = 12 }));
        Assert.Equal(3, far.Length);
        await BothAsync(scenario);
        await sandbox.ActAsync("new", new { count = 30 });
        await sandbox.ActAsync("late", new { count = 10 });
        await sandbox.ActAsync("edit", new { count = 50, seed = 13 });
        await sandbox.ActAsync("editSilently", new { count = 10, seed = 14 });
        await BothAsync(scenario);

        await scenario.DrainAsync();
        await Proof.EqualsTruthAsync(sandbox);
        await Proof.OnceAndInOrderAsync(scenario.Hub, sandbox);
        await NothingNewAsync(scenario);

        // The rows of the year 9999 silence nothing: what comes after them is still seen.
        await sandbox.ClearFaultsAsync();
        var later = Numbers(await sandbox.ActAsync("edit", new { system = "provincial-hall", count = 5, seed = 15, field = "title" }));
        var seen = (await scenario.SyncAsync("provincial-hall")).Succeeded();
        Assert.True(seen.Sum("mapped") == later.Length, $"{later.Length} cases were edited: {seen}");
        await scenario.DrainAsync();
        await Proof.EqualsTruthAsync(sandbox);
        await Proof.NothingVanishedAsync(scenario.Hub);
    }

    private static async Task BothAsync(Scenario scenario)
    {
        (await scenario.SyncAsync("provincial-hall")).Succeeded();
        (await scenario.SyncAsync("livelihood-bureau")).Succeeded();
    }

    private static async Task NothingNewAsync(Scenario scenario)
    {
        foreach (var system in new[] { "provincial-hall", "livelihood-bureau" })
        {
            var again = (await scenario.SyncAsync(system)).Succeeded();
            Assert.True(again.Sum("mapped") == 0 && again.Sum("waiting") == 0 && again.Sum("quarantined") == 0, $"Nothing had changed: {again}");
        }

        var delivery = (await scenario.DeliverAsync()).Succeeded();
        Assert.True(delivery.Number("delivered") == 0 && delivery.Number("repeated") == 0, $"Nothing was to be delivered: {delivery}");
    }

    private static string[] Numbers(JsonElement result) => [.. result.GetProperty("sourceNos").EnumerateArray().Select(n => n.GetString()!)];
}
