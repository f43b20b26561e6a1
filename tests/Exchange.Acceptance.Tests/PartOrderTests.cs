using Exchange.Acceptance.Tests.Harness;
using Exchange.Acceptance.Tests.Proofs;
using Npgsql;

namespace Exchange.Acceptance.Tests;

/// <summary>The parts of a case arrive in every order; the case is the same.</summary>
[Collection(Collection.Name)]
[Trait("Category", "Acceptance")]
public sealed class PartOrderTests(Servers servers)
{
    private static readonly string[][] Orders =
    [
        ["accepted", "steps", "results"], ["accepted", "results", "steps"], ["steps", "accepted", "results"],
        ["steps", "results", "accepted"], ["results", "accepted", "steps"], ["results", "steps", "accepted"],
    ];

    [Fact]
    public async Task Sync_PartsInEveryOrder_TheCasesAreTheSame()
    {
        await using var scenario = await Scenario.StartAsync(servers, 250, "--systems", "livelihood-bureau");
        IReadOnlyList<string>? expected = null;
        string? shown = null;
        foreach (var order in Orders)
        {
            // An empty hub with the same keys, so that equal content has equal digests; and every row is pending again.
            await scenario.FreshDatabaseAsync(servers);
            await PendingAsync(scenario.Sandbox);
            var headKnown = false;
            foreach (var stream in order)
            {
                var sync = (await scenario.SyncAsync($"livelihood-bureau/{stream}")).Succeeded();
                headKnown |= stream == "accepted";
                Assert.True(sync.Sum("pulled") > 0 && sync.Sum("waiting") == (headKnown ? 0 : sync.Sum("pulled")), $"{stream} of {string.Join(", ", order)}: {sync}");
            }

            var cases = await scenario.Hub.ListAsync("select k.value || ' ' || c.status || ' ' || encode(c.content_digest, 'hex') from hub.case_key k join hub.cases c using (case_id) where c.known order by k.value collate \"C\"");
            var sample = cases.First(c => c.Contains(" done ", StringComparison.Ordinal)).Split(' ')[0];
            var content = (await scenario.Home.RunAsync("case", "show", sample, "--reveal")).Succeeded()["content"].ToString();
            expected ??= cases;
            shown ??= content;
            Assert.True(content == shown, $"Read as {string.Join(", ", order)}, case {sample} is\n{content}\nand not\n{shown}");
            Assert.Equal(expected, cases);
            await Proof.NothingVanishedAsync(scenario.Hub);
        }

        Assert.Equal(250, expected!.Count);
        await scenario.DrainAsync();
        await Proof.EqualsTruthAsync(scenario.Sandbox);
    }

    [Fact]
    public async Task Sync_CaseComesAfterItsParts_WaitingPartsJoinIt()
    {
        await using var scenario = await Scenario.StartAsync(servers, 60, "--systems", "livelihood-bureau");
        (await scenario.SyncAsync("livelihood-bureau")).Succeeded();
        await scenario.Sandbox.ActAsync("shuffleParts", new { count = 25, mode = "withhold", seed = 3 });
        var parts = (await scenario.SyncAsync("livelihood-bureau")).Succeeded();
        Assert.True(parts.Sum("waiting") > 0 && parts.Sum("mapped") == 0, $"Only parts came, without their cases: {parts}");
        await scenario.DrainAsync();
        await Proof.EqualsTruthAsync(scenario.Sandbox);

        await scenario.Sandbox.ActAsync("shuffleParts", new { mode = "release" });
        Assert.Equal(25, (await scenario.SyncAsync("livelihood-bureau")).Succeeded().Sum("mapped"));
        await scenario.DrainAsync();
        await Proof.EqualsTruthAsync(scenario.Sandbox);
        await Proof.OnceAndInOrderAsync(scenario.Hub, scenario.Sandbox);
        await Proof.NothingVanishedAsync(scenario.Hub);
    }

    private static async Task PendingAsync(SandboxHandle sandbox)
    {
        await using var connection = new NpgsqlConnection(sandbox.LivelihoodConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("update up_pro_accept set is_sync = '0'; update up_pro_process set is_sync = '0'; update up_pro_result set is_sync = '0'", connection);
        await command.ExecuteNonQueryAsync();
    }
}
