using Exchange.Acceptance.Tests.Harness;
using Exchange.Foreign.Tests.Systems;

namespace Exchange.Foreign.Tests;

/// <summary>Records no one should send: none stops its batch, none vanishes, none shows what it must not.</summary>
[Collection(Collection.Name)]
[Trait("Category", "Acceptance")]
public sealed class HostileRecordTests(Servers servers)
{
    private const string IdNumber = "350599199001011234";

    [Fact]
    public async Task Sync_HostileRecords_EachGoesItsWay()
    {
        await using var hall = await Hall.StartAsync();
        await using var platform = await Platform.StartAsync();
        await using var hub = await ForeignHub.CreateAsync(servers, hall.Url, platform.Url);
        hub.MapNames();
        var at = Hall.At(-5);
        string[] good =
        [
            Hall.Record("G1", at),
            Hall.Record("G2", at, more: ",\"deep\":" + new string('[', 50) + new string(']', 50)),
            Hall.Record("G3", at, more: ",\"bjzt\":\"2\""),
            Hall.Record("G4", at, more: ",\"unmapped\":\"\\ud800\""),
            Hall.Record("G5", at, more: ",\"number\":" + new string('9', 100_000) + ",\"huge\":1e999999999"),
            Hall.Record(IdNumber, at, name: "\"林\""),
            Hall.Record("../../etc/passwd", at),
            Hall.Record("x'; drop table hub.cases;--", at),
            Hall.Record("k\\u001b]0;x\\u0007<script>", at),
        ];
        string[] bad =
        [
            Hall.Record("B1", at, name: "\"a\\u0000b\""),
            Hall.Record("B2", at, name: "\"\\ud800\""),
            Hall.Record("B3", at, more: ",\"\\ud800\":1"),
            Hall.Record("B4", at, name: "{\"a\":1}"),
            Hall.Record("B5", at, name: $"\"{new string('大', 500_000)}\""),
            Hall.Record("B6", at, status: "77"),
            Hall.Record("", at),
            Hall.Record(new string('A', 5_000), at),
            "\"text\"",
            "null",
        ];
        hall.Records.AddRange([.. good, .. bad]);

        var read = (await hub.RunAsync("connector", "read", "town-hall", "--limit", "100")).Succeeded();
        var sync = (await hub.RunAsync("sync", "town-hall")).Succeeded();
        var again = (await hub.RunAsync("sync", "town-hall", "--strict"));
        Assert.Equal(1, again.ExitCode);
        var list = (await hub.RunAsync("quarantine", "list")).Succeeded();
        var delivered = (await hub.RunAsync("deliver", "zone-platform")).Succeeded();

        Assert.Equal((good.Length, bad.Length), (sync.Sum("mapped"), sync.Sum("quarantined")));
        Assert.Equal((0, bad.Length), (again.Sum("mapped"), again.Sum("quarantined")));
        Assert.Equal(bad.Length, list.Number("total"));
        Assert.Equal(good.Length, delivered.Number("delivered"));
        Assert.DoesNotContain(IdNumber, read.Json.ToString(), StringComparison.Ordinal);
        var traced = (await hub.RunAsync("case", "trace", IdNumber)).Succeeded();
        Assert.DoesNotContain(IdNumber, traced.Json.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quarantine_MendedTable_ReplaysAndTheRestIsDiscarded()
    {
        await using var hall = await Hall.StartAsync();
        await using var platform = await Platform.StartAsync();
        await using var hub = await ForeignHub.CreateAsync(servers, hall.Url, platform.Url);
        hub.MapNames();
        hall.Records.AddRange([Hall.Record("Q1", Hall.At(-5), status: "77"), Hall.Record("Q2", Hall.At(-5), status: "").Replace("350521103XK01003", "bad!", StringComparison.Ordinal)]);
        Assert.Equal(2, (await hub.RunAsync("sync", "town-hall")).Succeeded().Sum("quarantined"));
        var shown = (await hub.RunAsync("quarantine", "show", "town-hall/cases")).Succeeded();
        Assert.Equal(3, shown["entries"].EnumerateArray().Sum(e => e.GetProperty("errors").GetArrayLength()));

        hub.Replace("mappings/town-hall/codes.csv", "case-status,2,done,办结,,", "case-status,2,done,办结,,\ncase-status,77,done,,,");
        var replay = await hub.RunAsync("quarantine", "replay", "town-hall/cases");

        Assert.Equal((2, 1, 1), (replay.Number("selected"), replay.Number("mapped"), replay.Number("stillQuarantined")));
        Assert.Equal(1, (await hub.RunAsync("deliver", "zone-platform")).Succeeded().Number("delivered"));
        Assert.Equal(1, (await hub.RunAsync("quarantine", "discard", "town-hall/cases")).Succeeded().Number("discarded"));
        Assert.Equal(0, (await hub.RunAsync("quarantine", "list")).Succeeded().Number("total"));
    }
}
