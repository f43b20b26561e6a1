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
        await HoldsAsync(scenario, "pull:provincial-hall/cases");
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

    // A holder learns at its next renewal, seconds later, that it lost the lease: what it commits before that the fence must stop.
    [Fact]
    public async Task SyncAndDeliver_LeaseTakenAwayBeforeTheyCommit_CommitNothing()
    {
        await using var scenario = await Scenario.StartAsync(servers, 200, "--systems", "provincial-hall");
        await scenario.Sandbox.FaultAsync(new { provincialHall = new { hangRate = 1, hangSeconds = 1.5 } });
        await using (var pulling = scenario.Home.Start("sync", "provincial-hall"))
        {
            await TakeAwayAsync(scenario, "pull:provincial-hall/cases");
            Assert.NotEqual(0, await pulling.ExitAsync());
        }

        Assert.Equal(0, await scenario.Hub.ScalarAsync<long>("select (select count(*) from hub.contribution) + (select count(*) from hub.run_page) + (select count(*) from hub.case_version)"));
        await scenario.Sandbox.ClearFaultsAsync();
        await GiveBackAsync(scenario);
        Assert.Equal(200, (await scenario.SyncAsync("provincial-hall")).Succeeded().Sum("mapped"));

        await scenario.Sandbox.FaultAsync(new { platform = new { delayMs = 1500 } });
        await using (var delivering = scenario.Home.Start("deliver", "unified-platform"))
        {
            await TakeAwayAsync(scenario, "deliver:unified-platform", "exists (select 1 from hub.outbox where state = 1)");
            Assert.NotEqual(0, await delivering.ExitAsync());
        }

        Assert.Equal(0, await scenario.Hub.ScalarAsync<long>("select count(*) from hub.receipt"));
        await scenario.Sandbox.ClearFaultsAsync();
        await GiveBackAsync(scenario);
        await scenario.DrainAsync();
        await Proof.EqualsTruthAsync(scenario.Sandbox);
        await Proof.OnceAndInOrderAsync(scenario.Hub, scenario.Sandbox);
        await Proof.NothingVanishedAsync(scenario.Hub);
    }

    private static async Task HoldsAsync(Scenario scenario, string lease, string also = "true")
    {
        while (!await scenario.Hub.ScalarAsync<bool>("select to_regclass('hub.lease') is not null")
            || !await scenario.Hub.ScalarAsync<bool>($"select {also} and exists (select 1 from hub.lease where name = '{lease}' and expires_at > clock_timestamp())"))
        {
            await Task.Delay(20);
        }
    }

    private static async Task TakeAwayAsync(Scenario scenario, string lease, string when = "exists (select 1 from hub.run)")
    {
        await HoldsAsync(scenario, lease, when);
        await scenario.Hub.ExecuteAsync($"update hub.lease set epoch = epoch + 1, holder = 'another node', expires_at = clock_timestamp() + interval '1 hour' where name = '{lease}'");
    }

    private static Task GiveBackAsync(Scenario scenario) => scenario.Hub.ExecuteAsync("update hub.lease set expires_at = '-infinity'");

    private static Task<string> CursorAsync(Scenario scenario) => scenario.Hub.ScalarAsync<string>("select cursor from hub.stream where cursor is not null");
}
