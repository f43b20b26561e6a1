using System.Text.Json;
using Exchange.Acceptance.Tests.Harness;
using Exchange.Acceptance.Tests.Proofs;

namespace Exchange.Acceptance.Tests;

/// <summary>Dirty records, mended code tables and changed mappings.</summary>
[Collection(Collection.Name)]
[Trait("Category", "Acceptance")]
public sealed class DirtyRecordTests(Servers servers)
{
    private const string HallCodes = "mappings/provincial-hall/codes.csv";
    private const string BureauCodes = "mappings/livelihood-bureau/codes.csv";
    private const string HallMapping = "mappings/provincial-hall/cases.yaml";

    [Fact]
    public async Task Sync_ThreePercentDirty_EachInQuarantineWithAllErrorsAndMendedCodesDeliverThem()
    {
        await using var scenario = await Scenario.StartAsync(servers, 1000, "--dirty", "3");
        var planted = (await scenario.Sandbox.GetAsync("/sandbox/truth/dirty")).EnumerateArray().Select(Planted.Read).ToArray();
        Assert.True(planted.Length >= 15 && planted.Any(p => p.Errors.Count > 1), $"Only {planted.Length} records are dirty.");

        foreach (var system in new[] { "provincial-hall", "livelihood-bureau" })
        {
            var sync = (await scenario.SyncAsync(system)).Succeeded();
            Assert.All(sync.Runs, Proof.Balances);
            Assert.True(sync.Sum("quarantined") == planted.Count(p => p.System == system), $"{planted.Count(p => p.System == system)} records are dirty: {sync}");
        }

        await ShownAsync(scenario, planted);
        await scenario.DrainAsync();
        await Proof.EqualsTruthAsync(scenario.Sandbox);

        // The engineer adds the codes nobody knew; what had no other defect is good now.
        scenario.Home.Override(HallCodes, ("case-status,10,submitted,提交,,", "case-status,10,submitted,提交,,\ncase-status,77,in-process,办理中,,\napplicant-type,5,other,其他,,"));
        scenario.Home.Override(BureauCodes, ("outcome,1,granted,准予,,", string.Join('\n', BureauTables("applicant-type", "8,other,其他,,"), BureauTables("case-type", "Z,other,其他,,"), "outcome,1,granted,准予,,")));
        var mended = planted.Where(p => p.Errors.All(e => e.EndsWith("unmapped-code", StringComparison.Ordinal))).ToArray();
        Assert.NotEmpty(mended);
        var replay = await scenario.Home.RunAsync("quarantine", "replay");
        Assert.True(
            replay.Number("selected") == planted.Length && replay.Number("mapped") == mended.Length && replay.Number("stillQuarantined") == planted.Length - mended.Length,
            $"{mended.Length} of {planted.Length} became good: {replay}");
        await ShownAsync(scenario, [.. planted.Except(mended)], onlyCodes: false);
        await scenario.DrainAsync();
        var compared = await scenario.Sandbox.GetAsync("/sandbox/truth/compare");
        var delivered = compared.GetProperty("extra").EnumerateArray().Select(e => e.GetString()!).Order(StringComparer.Ordinal).ToArray();
        var deliverable = await DeliverableAsync(scenario, mended);
        Assert.Equal(deliverable, delivered);
        Assert.True(compared.GetProperty("missingCount").GetInt32() == 0 && compared.GetProperty("differentCount").GetInt32() == 0, $"The others changed: {compared}");
        await Proof.OnceAndInOrderAsync(scenario.Hub, scenario.Sandbox);

        // The sources mend their records: newer good ones close what is left.
        await scenario.Sandbox.ActAsync("mend", new { });
        (await scenario.SyncAsync("provincial-hall")).Succeeded();
        (await scenario.SyncAsync("livelihood-bureau")).Succeeded();
        Assert.Equal(0, (await scenario.Home.RunAsync("quarantine", "list")).Number("total"));
        await scenario.DrainAsync();
        await Proof.EqualsTruthAsync(scenario.Sandbox);
        await Proof.OnceAndInOrderAsync(scenario.Hub, scenario.Sandbox);
        await Proof.NothingVanishedAsync(scenario.Hub);
    }

    [Fact]
    public async Task SyncFull_MappingChanged_RemapsAndDeliversWhatItAffectsAndOnlyThat()
    {
        await using var scenario = await Scenario.StartAsync(servers, 600);
        (await scenario.SyncAsync("provincial-hall")).Succeeded();
        (await scenario.SyncAsync("livelihood-bureau")).Succeeded();
        await scenario.DrainAsync();
        var affected = 0;
        var numbers = await scenario.Hub.ListAsync("select k.value from hub.case_key k join hub.system s using (system_id) where s.id = 'provincial-hall'");
        foreach (var number in numbers)
        {
            var model = (await scenario.Sandbox.GetAsync($"/sandbox/truth/case?sourceNo={number}")).GetProperty("model");
            affected += Of(model, "result") is { ValueKind: JsonValueKind.Object } result && Of(result, "certificateName") is { ValueKind: JsonValueKind.String } ? 1 : 0;
        }

        Assert.InRange(affected, 1, numbers.Count - 1);
        await UnmatchedAsync(scenario, numbers.Count);
        scenario.Home.Override(HallMapping, ("  result.certificateName: zzmc\n", ""));
        await FullAsync(scenario, affected, numbers.Count);
        var changed = await scenario.Sandbox.GetAsync("/sandbox/truth/compare");
        Assert.True(
            changed.GetProperty("differentCount").GetInt32() == affected && changed.GetProperty("different").EnumerateArray().All(d => d.GetProperty("field").GetString() == "XKFILE_NAME"),
            $"Only XKFILE_NAME of {affected} cases should differ: {changed}");

        File.Delete(Path.Combine(scenario.Home.Folder, HallMapping));
        await FullAsync(scenario, affected, numbers.Count);
        await Proof.EqualsTruthAsync(scenario.Sandbox);
        await Proof.OnceAndInOrderAsync(scenario.Hub, scenario.Sandbox);
        await Proof.NothingVanishedAsync(scenario.Hub);
    }

    // The hall's items are local ones, the bureau's national; a cross-walk in the home settles it.
    private static async Task UnmatchedAsync(Scenario scenario, int ofTheHall)
    {
        var listed = (await scenario.Home.RunAsync("codes", "list", "--unmatched", "items")).Succeeded();
        Assert.True(listed.Number("cases") == ofTheHall && listed.Number("looked") > ofTheHall, $"{ofTheHall} cases have a local item: {listed}");
        var rows = listed["groups"].EnumerateArray().Select(g => $"{g.GetProperty("code").GetString()},000117051000,{g.GetProperty("name").GetString()}");
        var crossWalk = Path.Combine(scenario.Home.Folder, "mappings", "codes", "items.csv");
        Directory.CreateDirectory(Path.GetDirectoryName(crossWalk)!);
        await File.WriteAllTextAsync(crossWalk, "raw,canonical,label\n" + string.Join('\n', rows) + "\n");
        Assert.Equal(0, (await scenario.Home.RunAsync("codes", "list", "--unmatched", "items")).Succeeded().Number("total"));
        File.Delete(crossWalk);
    }

    private static async Task FullAsync(Scenario scenario, int affected, int all)
    {
        var run = (await scenario.SyncAsync("provincial-hall", "--full")).Succeeded();
        Assert.True(run.Sum("mapped") == affected && run.Sum("unchanged") == all - affected && run.Sum("pulled") == all, $"{affected} of {all} records are affected: {run}");
        var others = (await scenario.SyncAsync("livelihood-bureau", "--full")).Succeeded();
        Assert.True(others.Sum("mapped") == 0, $"Another system is not affected: {others}");
        var delivery = (await scenario.DeliverAsync()).Succeeded();
        Assert.True(delivery.Number("delivered") == affected, $"{affected} versions were to be delivered: {delivery}");
    }

    private static async Task ShownAsync(Scenario scenario, Planted[] planted, bool onlyCodes = true)
    {
        var shown = (await scenario.Home.RunAsync("quarantine", "show", "--limit", "1000")).Succeeded()["entries"].EnumerateArray()
            .ToDictionary(e => e.GetProperty("key").GetString()!, e => e.GetProperty("errors").EnumerateArray().Select(Planted.Error).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var differences = planted.Where(p => !shown.TryGetValue(p.Key, out var errors) || !(onlyCodes ? errors.SetEquals(p.Errors) : errors.IsSubsetOf(p.Errors)))
            .Select(p => $"{p.Key}: planted {string.Join(", ", p.Errors)}; shown {string.Join(", ", shown.GetValueOrDefault(p.Key) ?? ["nothing"])}")
            .Concat(shown.Keys.Except(planted.Select(p => p.Key)).Select(k => $"{k}: nothing planted; shown {string.Join(", ", shown[k])}"))
            .ToArray();
        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }

    // A submitted case goes no further than the hub; whose status was unknown is in process by the mended table.
    private static async Task<string[]> DeliverableAsync(Scenario scenario, Planted[] mended)
    {
        var numbers = new List<string>();
        foreach (var record in mended)
        {
            var model = (await scenario.Sandbox.GetAsync($"/sandbox/truth/case?sourceNo={record.Number}")).GetProperty("model");
            if (record.System == "livelihood-bureau" || record.Errors.Contains("status unmapped-code") || Of(model, "status")!.Value.GetString() != "submitted")
            {
                numbers.Add(record.Number);
            }
        }

        return [.. numbers.Order(StringComparer.Ordinal)];
    }

    // A table of a system replaces the shared one of its name.
    private static string BureauTables(string table, string added) =>
        string.Join('\n', File.ReadLines(Path.Combine(Programs.Root, "mappings", "codes", table + ".csv")).Skip(1).Where(l => l.Length > 0).Append(added).Select(l => $"{table},{l}"));

    private static JsonElement? Of(JsonElement element, string name) =>
        element.EnumerateObject().Where(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)).Select(p => (JsonElement?)p.Value).FirstOrDefault();

    private sealed record Planted(string System, string Number, string Key, IReadOnlySet<string> Errors)
    {
        public static Planted Read(JsonElement element) => new(
            element.GetProperty("system").GetString()!,
            element.GetProperty("sourceCaseNo").GetString()!,
            element.GetProperty("sourceKey").GetString()!,
            element.GetProperty("errors").EnumerateArray().Select(Error).ToHashSet(StringComparer.Ordinal));

        public static string Error(JsonElement element) => $"{element.GetProperty("field").GetString()} {element.GetProperty("reason").GetString()}";
    }
}
