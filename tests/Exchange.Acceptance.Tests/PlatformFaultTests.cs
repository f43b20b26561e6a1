using Exchange.Acceptance.Tests.Harness;
using Exchange.Acceptance.Tests.Proofs;

namespace Exchange.Acceptance.Tests;

/// <summary>The platform fails in every way it can; nothing is lost, and nothing takes effect twice.</summary>
[Collection(Collection.Name)]
[Trait("Category", "Acceptance")]
public sealed class PlatformFaultTests(Servers servers)
{
    [Fact]
    public async Task Deliver_PlatformFailsInEveryWay_NothingIsLostOrDoubled()
    {
        await using var scenario = await Scenario.StartAsync(servers, cases: 400);
        scenario.Home.Override("connectors/systems/unified-platform/connector.yaml", ("batch: 200", "batch: 25"));
        (await scenario.SyncAsync("provincial-hall")).Succeeded();
        (await scenario.SyncAsync("livelihood-bureau")).Succeeded();

        await scenario.Sandbox.FaultAsync(new { platform = new { error500Rate = 1 } });
        var refused = await scenario.DeliverAsync("0s");
        Assert.True(refused.ExitCode != 0 && refused.Number("delivered") == 0 && refused.Number("pending") > 0, $"Nothing could be delivered, yet: {refused}");

        await scenario.Sandbox.FaultAsync(new { platform = new { error500Rate = 0, unauthorized = 1 } });
        Assert.NotEqual(0, (await scenario.DeliverAsync("0s")).ExitCode);

        await scenario.Sandbox.FaultAsync(new { platform = new { unauthorized = 0, error500Rate = 0.1, error503ItemRate = 0.1, dropAfterProcessingRate = 0.3, dropBeforeProcessingRate = 0.1 } });
        await scenario.DeliverAsync("10s");
        await HangAsync(scenario);

        await scenario.Sandbox.ClearFaultsAsync();
        await scenario.DrainAsync();
        var ledger = await scenario.Sandbox.GetAsync("/sandbox/ledger/summary");
        Assert.True(ledger.GetProperty("busy").GetInt64() > 0, $"No fault struck: {ledger}");
        await Proof.EqualsTruthAsync(scenario.Sandbox);
        await Proof.OnceAndInOrderAsync(scenario.Hub, scenario.Sandbox);
        await Proof.NothingVanishedAsync(scenario.Hub);
    }

    [Fact]
    public async Task Deliver_PlatformRejectsRecords_QuarantineShowsItsWordsAndReplayDelivers()
    {
        await using var scenario = await Scenario.StartAsync(servers, cases: 300);
        (await scenario.SyncAsync("provincial-hall")).Succeeded();
        (await scenario.SyncAsync("livelihood-bureau")).Succeeded();
        await scenario.Sandbox.FaultAsync(new { platform = new { rejectRate = 0.1 } });

        var delivery = await scenario.DeliverAsync();

        Assert.Equal(1, delivery.ExitCode);
        // A refused version does not hold up the next one of its case, so a case may be refused several times.
        var refusals = await scenario.Sandbox.RefusalsAsync();
        var cases = refusals.Count;
        Assert.True(cases > 0, "Nothing was refused.");
        Assert.Equal(refusals.Values.Sum(v => v.Count), delivery.Number("rejected"));
        var listed = (await scenario.Home.RunAsync("quarantine", "list", "unified-platform")).Succeeded();
        Assert.Equal(cases, listed.Number("total"));
        var group = Assert.Single(listed["groups"].EnumerateArray());
        Assert.Equal("rejected-by-target", group.GetProperty("reason").GetString());
        Assert.Equal("事项尚未在平台登记，请核对事项编码", group.GetProperty("message").GetString());
        Assert.Equal(cases, group.GetProperty("count").GetInt32());

        Assert.Equal(cases, (await ReplayAsync(scenario)).Number("selected"));
        Assert.Equal(cases, (await scenario.DeliverAsync()).Number("rejected"));
        await scenario.Sandbox.ClearFaultsAsync();
        Assert.Equal(cases, (await ReplayAsync(scenario)).Number("selected"));
        var last = (await scenario.DeliverAsync()).Succeeded();
        Assert.True(last.Number("delivered") == cases && last.Number("refused") == 0, $"{cases} cases wait: {last}");

        Assert.Equal(0, (await scenario.Home.RunAsync("quarantine", "list")).Number("total"));
        await Proof.EqualsTruthAsync(scenario.Sandbox);
        await Proof.OnceAndInOrderAsync(scenario.Hub, scenario.Sandbox);
    }

    private static Task<Verb> ReplayAsync(Scenario scenario) => scenario.Home.RunAsync("quarantine", "replay", "unified-platform");

    // Requests that hang longer than the hub waits: some the platform decides at once, some long after the hub has asked again.
    private static async Task HangAsync(Scenario scenario)
    {
        await scenario.Sandbox.ActAsync("edit", new { count = 120, field = "title", seed = 7 });
        (await scenario.SyncAsync("provincial-hall")).Succeeded();
        (await scenario.SyncAsync("livelihood-bureau")).Succeeded();
        await scenario.Sandbox.ClearFaultsAsync();
        await scenario.Sandbox.FaultAsync(new { platform = new { hangRate = 1, hangSeconds = 33 } });
        await using var delivering = scenario.Home.Start("deliver", "unified-platform", "--wait", "10s");
        await Task.Delay(4000);
        await scenario.Sandbox.ClearFaultsAsync();
        await delivering.ExitAsync();
    }
}
