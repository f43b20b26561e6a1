using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Pipeline.Records;
using Exchange.Pipeline.Runs;
using Exchange.Storage.Tests.Hubs;

namespace Exchange.Storage.Tests;

public sealed class PullTests(TestCluster cluster) : HubTest(cluster)
{
    [Fact]
    public async Task Pull_Page_CommitsRecordsCursorAndRunTogether()
    {
        var source = new ScriptedSource([new SourcePage([Row.Case("C1"), Row.Case("C2")], "at-2") { Last = true }]);

        var report = await Hub.PullAsync("accepted", source);

        Assert.Equal(RunState.Done, report.State);
        Assert.Equal(2, report.Counts.Mapped);
        Assert.Equal("at-2", await Hub.TextAsync("select cursor from hub.stream where name = 'accepted'"));
        Assert.Equal("2 2 1 1", await Hub.TextAsync("select concat_ws(' ', pulled, mapped, pages, state) from hub.run"));
        Assert.Contains("高龄补贴", await Hub.ContentAsync("C1"), StringComparison.Ordinal);
        Assert.Equal("1:0 1:0", await Hub.OutboxAsync());
    }

    [Fact]
    public async Task Pull_SourceFailsLater_KeepsWhatWasCommittedAndItsCursor()
    {
        var source = new ScriptedSource([new SourcePage([Row.Case("C1")], "at-1"), new SourcePage([Row.Case("C2")], "at-2")])
        {
            FailAtEnd = new ExchangeException(FailureKind.Transient, "The source went away.", "Wait."),
        };

        var report = await Hub.PullAsync("accepted", source, new() { BatchSize = 1 });

        Assert.Equal(RunState.Failed, report.State);
        Assert.Equal(2, report.Counts.Mapped);
        Assert.Equal("at-2", await Hub.TextAsync("select cursor from hub.stream where name = 'accepted'"));
    }

    [Fact]
    public async Task Pull_BatchFails_LeavesNeitherRecordsNorCursorNorAcknowledgement()
    {
        await Hub.ExecuteAsync("alter table hub.landing add check (landing_id < 0) not valid");
        var source = new ScriptedSource([new SourcePage([Row.Case("C1")], "at-1") { Last = true }]);

        var report = await Hub.PullAsync("accepted", source);

        Assert.Equal(RunState.Failed, report.State);
        Assert.Empty(source.Acknowledged);
        Assert.Equal("0 0 0 0", await Hub.TextAsync(
            "select concat_ws(' ', (select count(*) from hub.cases), (select count(*) from hub.contribution), (select count(*) from hub.run_page), (select count(*) from hub.outbox))"));
        Assert.Equal("", await Hub.TextAsync("select cursor from hub.stream where name = 'accepted'"));
    }

    [Fact]
    public async Task Pull_Acknowledgement_ComesAfterTheCommitAndAgainAfterACrashBetween()
    {
        var seen = 0L;
        var crashing = new ScriptedSource([new SourcePage([Row.Case("C1")], null)])
        {
            OnAcknowledge = async _ =>
            {
                seen = await Hub.AskAsync<long>("select count(*) from hub.cases");
                throw new IOException("the node dies here");
            },
        };
        await Hub.PullAsync("accepted", crashing);
        var again = new ScriptedSource([new SourcePage([Row.Case("C1")], null)]);

        var report = await Hub.PullAsync("accepted", again);

        Assert.Equal(1, seen);
        Assert.Equal(1, report.Counts.Unchanged);
        Assert.Equal(["C1@0"], again.Acknowledged);
        Assert.Equal(1, await Hub.AskAsync<long>("select count(*) from hub.case_version"));
    }

    [Fact]
    public async Task Pull_AllOutcomes_AreCountedAndLeadToTheirKeys()
    {
        await Hub.PullAsync("accepted", Row.Case("old", 5), Row.Case("same", 1));

        var report = await Hub.PullAsync(
            "accepted",
            Row.Case("new"),
            Row.Case("old", 1, "2"),
            Row.Case("same", 1),
            Row.Case("bad", state: "77"),
            Row.Case("out", more: """{"test":"1"}"""));

        Assert.Equal(new RunCounts { Pulled = 5, Mapped = 1, Unchanged = 1, Superseded = 1, Excluded = 1, Quarantined = 1 }, report.Counts);
        Assert.Equal("{new} {same} {} {old} {out} {bad}", await Hub.TextAsync(
            $"select concat_ws(' ', mapped, unchanged, waiting, superseded, excluded, quarantined) from hub.run_page where run_id = {report.RunId}"));
    }

    [Fact]
    public async Task Database_RunOrPageThatBreaksTheEquation_IsRefused()
    {
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Hub.ExecuteAsync(
            "insert into hub.run (run_id, started_at, stream_id, kind, node, state, pulled, mapped) values (9, now(), 1, 0, 'n', 1, 2, 1)"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Hub.ExecuteAsync(
            "insert into hub.run_page (run_id, pulled, mapped, unchanged, waiting, superseded, excluded, quarantined) values (9, 2, '{a}', '{}', '{}', '{}', '{}', '{}')"));
    }

    [Fact]
    public async Task Commit_RecordWithoutAnOutcome_IsRefusedByTheDatabase()
    {
        var stream = Hub.Stream("accepted");
        var lease = (await Hub.Ports.Leases.TryAcquireAsync(stream.LeaseName, TimeSpan.FromMinutes(1), CancellationToken.None)).Lease!;
        var run = await Hub.Ports.Runs.StartAsync(stream, lease, RunKind.Live, CancellationToken.None);
        await using var transaction = await Hub.Ports.Records.BeginAsync(lease, CancellationToken.None);
        var write = new BatchWrite { Stream = stream, Run = run, RevisionId = 1, Pulled = 2 };
        write.Outcomes[RecordOutcome.Unchanged].Add("the only one counted");

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => transaction.CommitAsync(write, CancellationToken.None));

        Assert.Equal("run_page_nothing_vanishes", refused.ConstraintName);
    }
}
