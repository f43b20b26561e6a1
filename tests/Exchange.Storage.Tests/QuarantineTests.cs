using Exchange.Abstractions.Failures;
using Exchange.Pipeline.Quarantine;
using Exchange.Storage.Tests.Hubs;

namespace Exchange.Storage.Tests;

/// <summary>Records that cannot be mapped, and what becomes of them.</summary>
public sealed class QuarantineTests(TestCluster cluster) : HubTest(cluster)
{
    [Fact]
    public async Task Pull_BadRecord_KeepsAllErrorsInOneEntry()
    {
        await Hub.PullAsync("accepted", Row.Case("C1", 1, "77", more: """{"appliedAt":"gestern"}"""), Row.Case("C2"));
        await Hub.PullAsync("accepted", Row.Case("C1", 2, "77", more: """{"appliedAt":"gestern"}"""));

        var entry = Assert.Single(await Hub.Quarantine.ReadAsync(new(), 0, CancellationToken.None));
        Assert.Equal(2, entry.TimesSeen);
        Assert.Equal(["appliedAt", "status"], entry.Errors.Select(e => e.Field).Order());
        Assert.Contains("高龄补贴", await Hub.ContentAsync("C2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_NewerGoodRecord_ClosesTheEntry()
    {
        await Hub.PullAsync("accepted", Row.Case("C1", 1, "77"));
        await Hub.PullAsync("accepted", Row.Case("C1", 2));

        Assert.Equal("1", await Hub.TextAsync("select state from hub.quarantine"));
    }

    [Fact]
    public async Task Pull_OlderGoodRecordLate_LeavesTheEntryOpen()
    {
        await Hub.PullAsync("accepted", Row.Case("C1", 1));
        await Hub.PullAsync("accepted", Row.Case("C1", 2, "77"));
        await Hub.PullAsync("accepted", Row.Case("C1", 1));

        Assert.Equal("0", await Hub.TextAsync("select state from hub.quarantine"));
    }

    [Fact]
    public async Task Pull_OlderBadRecordLate_LeavesTheNewerInTheEntry()
    {
        await Hub.PullAsync("accepted", Row.Case("C1", 2, "88"));
        await Hub.PullAsync("accepted", Row.Case("C1", 1, "77"));

        var entry = Assert.Single(await Hub.Quarantine.ReadAsync(new(), 0, CancellationToken.None));
        Assert.Equal(Row.At(2), entry.Version);
        Assert.Equal("88", entry.Errors[0].Value);
    }

    [Fact]
    public async Task Pull_ValuesThatNoColumnTakes_GoToQuarantineAndStopNothing()
    {
        var report = await Hub.PullAsync(
            "accepted",
            Row.Case("C1", more: """{"state":"\u0000"}"""),
            Row.Case("C2", more: """{"dept":"D\u0000","item":"a\u0000b"}"""),
            Raw("C3", "{\"no\":\"C3\",\"item\":\"\\ud800\",\"state\":\"1\"}"u8),
            Raw("C4", [.. "{\"no\":\"C4\",\"item\":\""u8, 0xff, .. "\",\"state\":\"1\"}"u8]),
            Raw("C5", "not json"u8),
            Raw("C6", "{\"no\":\"C6\",\"\\ud800\":1,\"state\":\"1\"}"u8),
            Row.Case("C9"));

        Assert.True(report.Failure is null, report.Failure?.ToString());
        Assert.Equal(7, report.Counts.Pulled);
        Assert.Contains("高龄补贴", await Hub.ContentAsync("C9"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_MendedCodeTable_MapsWhatItMendsOnly()
    {
        await Hub.PullAsync("accepted", Row.Case("C1", 1, "77"), Row.Case("C2", 1, "78"));
        Hub.WriteMapping("codes.csv", TestFiles.Codes + "case-status,77,accepted,受理,,\n");
        Hub.LoadMappings();

        var replay = await Hub.ReplayAsync();

        Assert.Equal(new ReplayReport { Selected = 2, Mapped = 1, StillQuarantined = 1 }, replay);
        Assert.Contains("accepted", await Hub.ContentAsync("C1"), StringComparison.Ordinal);
        Assert.Equal("1", await Hub.TextAsync("select lane from hub.outbox"));
        Assert.Equal("1 0", await Hub.TextAsync("select string_agg(state::text, ' ' order by source_key) from hub.quarantine"));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(null, 2)]
    [InlineData(2, null)]
    public async Task Replay_EntryOlderThanWhatTheHubHolds_OverwritesNothing(int? quarantined, int? held)
    {
        await Hub.PullAsync("accepted", Row.Case("C1", quarantined, "77"));
        await Hub.PullAsync("accepted", Row.Case("C1", held, "3"));
        await Hub.ExecuteAsync("update hub.quarantine set state = 0");
        Hub.WriteMapping("codes.csv", TestFiles.Codes + "case-status,77,accepted,受理,,\n");
        Hub.LoadMappings();

        var replay = await Hub.ReplayAsync();

        Assert.Equal((0, 1), (replay.Mapped, replay.Superseded));
        Assert.Contains("done", await Hub.ContentAsync("C1"), StringComparison.Ordinal);
        Assert.Equal("2", await Hub.TextAsync("select state from hub.quarantine"));
    }

    [Fact]
    public async Task Replay_SameVersionMendedAtTheSourceMeanwhile_OverwritesNothing()
    {
        await Hub.PullAsync("accepted", Row.Case("C1", 1, "77"));
        await Hub.PullAsync("accepted", Row.Case("C1", 1, "3"));
        await Hub.ExecuteAsync("update hub.quarantine set state = 0");
        Hub.WriteMapping("codes.csv", TestFiles.Codes + "case-status,77,accepted,受理,,\n");
        Hub.LoadMappings();

        await Hub.ReplayAsync();

        Assert.Contains("done", await Hub.ContentAsync("C1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_WhileAPullHoldsTheStream_WorksOnWhatIsOpenAfterIt()
    {
        await Hub.PullAsync("accepted", Row.Case("C1", 1, "77"));
        Hub.WriteMapping("codes.csv", TestFiles.Codes + "case-status,77,accepted,受理,,\n");
        Hub.LoadMappings();
        var held = (await Hub.Ports.Leases.TryAcquireAsync(Hub.Stream("accepted").LeaseName, TimeSpan.FromMinutes(1), CancellationToken.None)).Lease!;
        var replay = Hub.ReplayAsync();
        await Task.Delay(700); // it has read its entries and waits

        // What the pull does meanwhile: a newer version of the record, bad as well.
        await Hub.ExecuteAsync("update hub.quarantine set source_version = source_version + interval '1 hour', errors = '[{\"field\":\"status\",\"reason\":\"unmapped-code\",\"message\":\"\"}]'");
        await Hub.Ports.Leases.ReleaseAsync(held, CancellationToken.None);
        await replay;

        Assert.Equal(Row.At(61).UtcDateTime, await Hub.AskAsync<DateTime>("select source_version from hub.contribution"));
    }

    [Fact]
    public async Task Discard_KeepsTheRecordClosed()
    {
        await Hub.PullAsync("accepted", Row.Case("C1", 1, "77"));

        Assert.Equal(1, await Hub.Quarantine.DiscardAsync(new() { Reason = "unmapped-code", Value = "77" }, "me", "test record", CancellationToken.None));

        Assert.Empty(await Hub.Quarantine.ReadAsync(new(), 0, CancellationToken.None));
        Assert.Equal("3 me", await Hub.TextAsync("select state || ' ' || closed_by from hub.quarantine where raw is not null"));
    }

    [Fact]
    public async Task Sealed_MovedToAnotherRow_DoesNotOpen()
    {
        await Hub.PullAsync("accepted", Row.Case("C1", 1, "77"), Row.Case("C2", 1, "77"));
        await Hub.ExecuteAsync("update hub.quarantine set raw = (select raw from hub.quarantine where source_key = 'C1')");

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => Hub.ReplayAsync());

        Assert.Contains("moved", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_PersonalData_StandsNowhereInClear()
    {
        const string Person = """{"idNo":"350599199001010011","mobile":"19900001234","name":"欧阳测试"}""";
        await Hub.PullAsync("accepted", Row.Case("C1", more: Person), Row.Case("350599199001010011", 1, "77", more: Person));
        await Hub.PullAsync("steps", Row.Step("s1", "C1", name: "欧阳测试"));
        await Hub.DeliverAsync(new ScriptedTarget());
        var tables = (await Hub.TextAsync("select string_agg(c.oid::regclass::text, ' ') from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'hub' and c.relkind = 'r'")).Split(' ');

        foreach (var table in tables)
        {
            var dump = await Hub.TextAsync($"select string_agg(t::text, E'\\n') || string_agg(convert_from(decode(replace(replace(encode(t::text::bytea, 'escape'), '\\', ''), '''', ''), 'escape'), 'UTF8'), '') from {table} t");
            foreach (var secret in new[] { "350599199001010011", "19900001234", "欧阳测试", Convert.ToHexStringLower("欧阳测试"u8), Convert.ToHexStringLower("350599199001010011"u8) })
            {
                Assert.False(dump.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{table} holds a person's data in clear");
            }
        }
    }

    private static Abstractions.Sources.SourceRecord Raw(string key, ReadOnlySpan<byte> json) => new() { SourceKey = key, CaseKey = key, Version = Row.At(0), Json = json.ToArray() };
}
