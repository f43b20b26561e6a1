using Exchange.Acceptance.Tests.Harness;
using Exchange.Foreign.Tests.Systems;

namespace Exchange.Foreign.Tests;

/// <summary>An operator's acts: pausing, setting a cursor, sending a case once more.</summary>
[Collection(Collection.Name)]
[Trait("Category", "Acceptance")]
public sealed class OperateTests(Servers servers)
{
    [Fact]
    public async Task Pause_StreamAndTarget_ShowsInStatusUntilResumed()
    {
        await using var hall = await Hall.StartAsync();
        await using var hub = await ForeignHub.CreateAsync(servers, hall.Url, "http://127.0.0.1:1");

        Assert.True((await hub.RunAsync("stream", "pause", "town-hall/cases")).Succeeded()["changed"].GetBoolean());
        Assert.False((await hub.RunAsync("stream", "pause", "town-hall/cases")).Succeeded()["changed"].GetBoolean());
        (await hub.RunAsync("target", "pause", "zone-platform")).Succeeded();

        var status = (await hub.RunAsync("status")).Succeeded();
        Assert.Equal("paused", status["streams"][0].GetProperty("state").GetString());
        Assert.Equal("paused", status["targets"][0].GetProperty("state").GetString());
        (await hub.RunAsync("stream", "resume", "town-hall/cases")).Succeeded();
        (await hub.RunAsync("target", "resume", "zone-platform")).Succeeded();
        status = (await hub.RunAsync("status")).Succeeded();
        Assert.Equal("idle", status["streams"][0].GetProperty("state").GetString());
        Assert.Equal("ok", status["targets"][0].GetProperty("state").GetString());
        Assert.Equal(2, (await hub.RunAsync("stream", "pause", "town-hall/caeses")).ExitCode);
    }

    [Fact]
    public async Task Cursor_Set_IsWhereTheNextRunGoesOn()
    {
        await using var hall = await Hall.StartAsync();
        await using var hub = await ForeignHub.CreateAsync(servers, hall.Url, "http://127.0.0.1:1");
        hall.Records.Add(Hall.Record("W1", Hall.At(-5000)));
        hall.Records.Add(Hall.Record("W2", Hall.At(-5)));
        Assert.Equal(2, (await hub.RunAsync("sync", "town-hall")).Succeeded().Sum("pulled"));
        Assert.Equal(1, (await hub.RunAsync("sync", "town-hall")).Succeeded().Sum("pulled"));

        var place = (await hub.RunAsync("stream", "cursor", "town-hall/cases", "--set", "start")).Succeeded();
        Assert.Equal(System.Text.Json.JsonValueKind.Null, place["cursor"].ValueKind);
        var again = (await hub.RunAsync("sync", "town-hall")).Succeeded();
        Assert.Equal((2, 0, 2), (again.Sum("pulled"), again.Sum("mapped"), again.Sum("unchanged")));

        place = (await hub.RunAsync("stream", "cursor", "town-hall/cases", "--set", "2099-01-01")).Succeeded();
        Assert.Contains("2099-01-01T00:00:00+08:00", place["cursor"].GetString(), StringComparison.Ordinal);
        var wrong = await hub.RunAsync("stream", "cursor", "town-hall/cases", "--set", "yesterday");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("2026-01-31T08:00:00", wrong["error"].GetProperty("remedy").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_CaseTheTargetLostOrThatIsParked_ArrivesOnceMore()
    {
        await using var hall = await Hall.StartAsync();
        await using var platform = await Platform.StartAsync();
        await using var hub = await ForeignHub.CreateAsync(servers, hall.Url, platform.Url);
        hub.MapNames();
        hub.Replace("connectors/systems/zone-platform/connector.yaml", "onUnknown: ask", "onUnknown: park");
        hall.Records.Add(Hall.Record("X1", Hall.At(-5)));
        (await hub.RunAsync("sync", "town-hall")).Succeeded();
        platform.After = context =>
        {
            context.Abort();
            return true;
        };
        var first = await hub.RunAsync("deliver", "zone-platform", "--wait", "1s");
        Assert.Equal((1, 1), (first.ExitCode, first.Number("parked")));
        platform.After = null;
        Assert.Equal(0, (await hub.RunAsync("deliver", "zone-platform", "--wait", "1s")).Number("pending"));

        var sent = (await hub.RunAsync("case", "send", "X1", "zone-platform")).Succeeded();

        Assert.Equal((1, false), (sent.Number("version"), sent["onItsWay"].GetBoolean()));
        var delivered = (await hub.RunAsync("deliver", "zone-platform")).Succeeded();
        Assert.Equal(1, delivered.Number("delivered") + delivered.Number("repeated"));
        Assert.Equal(0, (await hub.RunAsync("status")).Succeeded()["targets"][0].GetProperty("parked").GetInt32());
        (await hub.RunAsync("case", "send", "X1", "zone-platform")).Succeeded();
        Assert.Equal(1, (await hub.RunAsync("deliver", "zone-platform", "--dry-run")).Succeeded().Number("pending"));
    }
}
