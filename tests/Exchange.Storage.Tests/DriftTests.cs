using Exchange.Abstractions.Sources;
using Exchange.Pipeline.Drift;
using Exchange.Pipeline.Runs;
using Exchange.Storage.Drift;
using Exchange.Storage.Quarantine;
using Exchange.Storage.Tests.Hubs;

namespace Exchange.Storage.Tests;

/// <summary>Sources that change their shape.</summary>
public sealed class DriftTests(TestCluster cluster) : HubTest(cluster)
{
    private DriftStore Store => new(Hub.Database);

    [Fact]
    public async Task Pull_FirstRecords_AreLearnedFromInSilence()
    {
        await LearnAsync();

        Assert.Empty(await Store.ListAsync(null, accepted: true, CancellationToken.None));
        Assert.Equal("1", await Hub.TextAsync("select count(*)::text from hub.stream_shape"));
    }

    [Fact]
    public async Task Pull_NewField_IsRaisedOnceWithItsFirstExampleMasked()
    {
        await LearnAsync();
        var report = await Hub.PullAsync("accepted", Row.Case("N1", more: """{"extra":"欧阳测试"}"""), Row.Case("N2", more: """{"extra":"b"}"""));
        await Hub.PullAsync("accepted", Row.Case("N3", more: """{"extra":"c"}"""));

        Assert.Equal(2, report.Counts.Mapped);
        var entry = Assert.Single(await Store.ListAsync("bureau/accepted", accepted: false, CancellationToken.None));
        Assert.Equal((DriftKind.NewField, "extra", "***", 3L, DriftAction.Warn), (entry.Kind, entry.Field, entry.Example, entry.Count, entry.Action));
    }

    [Fact]
    public async Task Pull_SameRecordAgain_IsNotCountedTwice()
    {
        await LearnAsync();
        await Hub.PullAsync("accepted", Row.Case("N1", more: """{"extra":"b"}"""));
        await Hub.PullAsync("accepted", Row.Case("N1", more: """{"extra":"b"}"""));

        Assert.Equal(1, Assert.Single(await Store.ListAsync(null, accepted: false, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Pull_MissingFieldWithQuarantine_KeepsTheRecordBackAndTheSumRight()
    {
        await ConfigureAsync("missingField: quarantine");
        await LearnAsync();
        var report = await Hub.PullAsync("accepted", Without(Row.Case("N1"), "dept"), Row.Case("N2"));

        Assert.Equal((2, 1, 1), (report.Counts.Pulled, report.Counts.Mapped, report.Counts.Quarantined));
        var error = Assert.Single(Assert.Single(await Hub.Quarantine.ReadAsync(new(), 0, CancellationToken.None)).Errors);
        Assert.Equal(("dept", "drift"), (error.Field, error.Reason));
    }

    [Fact]
    public async Task Accept_ThenReplay_MendsTheRecords()
    {
        await ConfigureAsync("newField: quarantine");
        await LearnAsync();
        await Hub.PullAsync("accepted", Row.Case("N1", more: """{"extra":"b"}"""));
        var entry = Assert.Single(await Store.ListAsync(null, accepted: false, CancellationToken.None));

        Assert.Equal((1, 1), ((await Hub.ReplayAsync()).StillQuarantined, await Store.AcceptAsync([entry.Id], "me", CancellationToken.None)));
        Assert.Equal(1, (await Hub.ReplayAsync()).Mapped);
        Assert.Equal(1, (await Hub.PullAsync("accepted", Row.Case("N2", more: """{"extra":"c"}"""))).Counts.Mapped);
        Assert.Empty(await Store.ListAsync(null, accepted: false, CancellationToken.None));
    }

    [Fact]
    public async Task Pull_ChangedTypeOfStatus_IsNoMereWarning()
    {
        await LearnAsync();
        var report = await Hub.PullAsync("accepted", Row.Case("N1", more: """{"state":1}"""), Row.Case("N2", more: """{"dept":7}"""));

        Assert.Equal((1, 1), (report.Counts.Mapped, report.Counts.Quarantined));
        Assert.Equal(
            ["dept Warn text → number", "state Quarantine text → number"],
            (await Store.ListAsync(null, accepted: false, CancellationToken.None)).Select(d => $"{d.Field} {d.Action} {d.Example}").Order());
    }

    [Fact]
    public async Task Pull_EmptyValues_AreNoChangeOfType()
    {
        await LearnAsync();
        await Hub.PullAsync("accepted", Row.Case("N1", more: """{"dept":null,"name":null}"""));

        Assert.Empty(await Store.ListAsync(null, accepted: false, CancellationToken.None));
    }

    [Fact]
    public async Task Pull_Stop_EndsTheRunBeforeTheRecordAndLeavesTheCursor()
    {
        await ConfigureAsync("newField: stop");
        await LearnAsync();
        var source = new ScriptedSource([new SourcePage([Row.Case("N1"), Row.Case("N2", more: """{"extra":"b"}""")], "later") { Last = true }]);
        var report = await Hub.PullAsync("accepted", source);

        Assert.Equal(RunState.Failed, report.State);
        Assert.Contains("newField 'extra'", report.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal((0, "learned"), (report.Counts.Pulled, await Hub.TextAsync("select cursor from hub.stream where name = 'accepted'")));
        Assert.Empty(source.Acknowledged);
        var entry = Assert.Single(await Store.ListAsync(null, accepted: false, CancellationToken.None));
        await Store.AcceptAsync([entry.Id], "me", CancellationToken.None);
        Assert.Equal(2, (await Hub.PullAsync("accepted", Row.Case("N1"), Row.Case("N2", more: """{"extra":"b"}"""))).Counts.Mapped);
    }

    [Fact]
    public async Task Pull_UnknownCodeWithWarn_LeavesAnOptionalFieldEmptyAndQueuesTheCode()
    {
        Hub.WriteMapping("accepted.yaml", TestFiles.Accepted + "\n  channel: { from: way, code: channel }\n");
        Hub.WriteMapping("codes.csv", TestFiles.Codes + "channel,1,window,窗口,,\n");
        await ConfigureAsync("unknownCode: warn");
        var report = await Hub.PullAsync("accepted", Row.Case("C1", more: """{"way":"8"}"""), Row.Case("C2", state: "77"));

        Assert.Equal((1, 1), (report.Counts.Mapped, report.Counts.Quarantined));
        Assert.Contains("\"raw\"", await Hub.ContentAsync("C1"), StringComparison.Ordinal);
        var codes = await new WaitingCodes(Hub.Database).ReadAsync("bureau", CancellationToken.None);
        Assert.Equal(["bureau/accepted status 77 1 0", "bureau/accepted channel 8 0 1"], codes.Select(c => $"{c.Stream} {c.Field} {c.Value} {c.Quarantined} {c.Warned}"));
    }

    private Task ConfigureAsync(string contract) =>
        Hub.ConfigureAsync(TestFiles.Bureau.Replace("exclude: { test: \"1\" } }", $"exclude: {{ test: \"1\" }}, contract: {{ {contract} }} }}", StringComparison.Ordinal), TestFiles.Platform);

    private async Task LearnAsync()
    {
        var records = Enumerable.Range(0, 120).Select(i => Row.Case($"L{i}")).ToArray();
        await Hub.PullAsync("accepted", new ScriptedSource([new SourcePage(records, "learned") { Last = true }]));
    }

    private static SourceRecord Without(SourceRecord record, string field)
    {
        var document = System.Text.Json.Nodes.JsonNode.Parse(record.Json.Span)!.AsObject();
        document.Remove(field);
        return Row.Make(record.SourceKey!, record.CaseKey, 0, document.ToJsonString());
    }
}
