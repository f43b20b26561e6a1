using Exchange.Acceptance.Tests.Harness;
using Exchange.Acceptance.Tests.Proofs;

namespace Exchange.Acceptance.Tests;

/// <summary>A node that stalls loses its lease; when it wakes, it writes nothing any more.</summary>
[Collection(Collection.Name)]
[Trait("Category", "Acceptance")]
public sealed class TakeoverTests(Servers servers)
{
    [Fact]
    public async Task Sync_StalledWhileAnotherTookOver_WritesNothingWhenItWakes()
    {
        await using var scenario = await Scenario.StartAsync(servers, 600, "--systems", "provincial-hall");
        scenario.Home.Override("connectors/systems/provincial-hall/connector.yaml", ("pageSize: 500", "pageSize: 100"));
        await scenario.Sandbox.FaultAsync(new { provincialHall = new { hangRate = 1, hangSeconds = 2 } });
        await using var stalled = scenario.Home.Start("sync", "provincial-hall");
        while (!await scenario.Hub.ScalarAsync<bool>("select to_regclass('hub.run') is not null") || await scenario.Hub.ScalarAsync<long>("select count(*) from hub.run") == 0)
        {
            await Task.Delay(50);
        }

        await Task.Delay(3000);
        stalled.Signal("STOP");
        await scenario.Sandbox.ClearFaultsAsync();
        var taken = (await scenario.SyncAsync("provincial-hall", "--wait", "40s")).Succeeded();
        Assert.Equal(600, taken.Sum("mapped"));
        await scenario.Sandbox.ActAsync("edit", new { count = 50, seed = 21 });
        (await scenario.SyncAsync("provincial-hall")).Succeeded();
        var cursor = await CursorAsync(scenario);
        await scenario.DrainAsync();

        stalled.Signal("CONT");
        Assert.NotEqual(0, await stalled.ExitAsync());

        Assert.Equal(cursor, await CursorAsync(scenario));
        Assert.Equal(4, await scenario.Hub.ScalarAsync<short>("select state from hub.run order by run_id limit 1"));
        await scenario.DrainAsync();
        await Proof.EqualsTruthAsync(scenario.Sandbox);
        await Proof.OnceAndInOrderAsync(scenario.Hub, scenario.Sandbox);
        await Proof.NothingVanishedAsync(scenario.Hub);
    }

    private static Task<string> CursorAsync(Scenario scenario) => scenario.Hub.ScalarAsync<string>("select cursor from hub.stream where cursor is not null");
}
