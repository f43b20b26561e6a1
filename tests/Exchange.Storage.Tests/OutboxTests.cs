using Exchange.Abstractions.Targets;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Delivery;
using Exchange.Pipeline.Leases;
using Exchange.Storage.Leases;
using Exchange.Storage.Tests.Hubs;

namespace Exchange.Storage.Tests;

/// <summary>What is delivered, in which order, and what stays behind.</summary>
public sealed class OutboxTests(TestCluster cluster) : HubTest(cluster)
{
    [Fact]
    public async Task Claim_SeveralVersionsOfACase_OneAtATimeInOrder()
    {
        await PullVersionsAsync("C1", "1", "2", "3");
        var lease = await LeaseAsync();

        var first = await Hub.Outbox.ClaimAsync(Hub.Target(), lease, 100, CancellationToken.None);
        var meanwhile = await Hub.Outbox.ClaimAsync(Hub.Target(), lease, 100, CancellationToken.None);
        await Hub.Outbox.FinishAsync(Hub.Target(), lease, [new DeliveryReceipt(first[0], DeliveryVerdict.Delivered, "k")], CancellationToken.None);
        var second = await Hub.Outbox.ClaimAsync(Hub.Target(), lease, 100, CancellationToken.None);

        Assert.Equal([1], first.Select(c => c.Version));
        Assert.Empty(meanwhile);
        Assert.Equal([2], second.Select(c => c.Version));
    }

    [Fact]
    public async Task Pull_CaseOfTheTargetItself_IsNotSentBackUntilAnotherSystemAddsToIt()
    {
        const string Own = "bureau";
        await Hub.ConfigureAsync(TestFiles.Bureau + "\nsink: { capabilities: { withdraw: true } }\n", """
            id: hall
            name: 大厅
            kind: scripted
            timeZone: Asia/Shanghai
            streams: [ { name: opinions, part: event, key: [id], caseKey: no, caseSystem: bureau, mapping: bureau/steps } ]
            """);
        await Hub.PullAsync("accepted", Row.Case("C1"));
        await Hub.PullAsync("steps", Row.Step("s1", "C1", 1));
        Assert.Equal("", await Hub.OutboxAsync());

        await Hub.PullAsync("opinions", Row.Step("o1", "C1", 2));

        Assert.Equal("3:0", await Hub.OutboxAsync());
        Assert.Equal(Hub.Target(Own).TargetId, await Hub.AskAsync<int>("select target_id from hub.outbox"));
    }

    [Fact]
    public async Task Deliver_SeveralVersions_AllArriveInOrderAndOnce()
    {
        await PullVersionsAsync("C1", "1", "2", "3");
        var target = new ScriptedTarget();

        var report = await Hub.DeliverAsync(target);
        var again = await Hub.DeliverAsync(target);

        Assert.Equal("1 2 3", target.Log);
        Assert.Equal((3, 0L), (report.Delivered, report.Left.Pending));
        Assert.Equal(0, again.Delivered);
        Assert.Equal(3, target.Written.Select(w => w.Key).Distinct().Count());
        Assert.Contains("\"hub\":{\"caseId\"", target.Json(0), StringComparison.Ordinal);
        Assert.Equal("3 P", await Hub.TextAsync("select version || ' ' || left(platform_id, 1) from hub.target_case"));
    }

    [Fact]
    public async Task Deliver_RowOfAnotherTransaction_IsSkippedNotWaitedFor()
    {
        await Hub.PullAsync("accepted", Row.Case("C1"), Row.Case("C2"));
        await using var connection = await Hub.Database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand("select 1 from hub.outbox order by case_id limit 1 for update", connection, transaction);
        await command.ExecuteScalarAsync();

        var claimed = await Hub.Outbox.ClaimAsync(Hub.Target(), await LeaseAsync(), 10, CancellationToken.None);

        Assert.Single(claimed);
    }

    [Fact]
    public async Task Pull_LatestOnly_ReplacesUnsentVersionsButNotOneInFlight()
    {
        await ConfigureSinkAsync("capabilities: { latestOnly: true, withdraw: true }");
        await PullVersionsAsync("C1", "1", "2");
        Assert.Equal("2:0", await Hub.OutboxAsync());

        await Hub.Outbox.ClaimAsync(Hub.Target(), await LeaseAsync(), 10, CancellationToken.None);
        await PullVersionsAsync("C1", "3", "1");

        Assert.Equal("2:1 4:0", await Hub.OutboxAsync());
    }

    [Fact]
    public async Task Pull_LatestOnlyBeyondItsStates_StillReplacesWhatIsOnTheWay()
    {
        await ConfigureSinkAsync("capabilities: { latestOnly: true }\n  when: { status: [accepted] }");
        await PullVersionsAsync("C1", "1", "0");

        Assert.Equal("2:0", await Hub.OutboxAsync());
    }

    [Fact]
    public async Task Pull_LatestOnlyWithdrawnBeforeItWasSent_SendsNothing()
    {
        await ConfigureSinkAsync("capabilities: { latestOnly: true, withdraw: true }");
        await Hub.PullAsync("accepted", Row.Case("C1"));
        await Hub.PullAsync("accepted", Row.Case("C1", 1).Deleted());

        Assert.Equal("", await Hub.OutboxAsync());
    }

    [Fact]
    public async Task Pull_When_TakesACaseFromItsStateOn()
    {
        await ConfigureSinkAsync("when: { status: [accepted, done] }");
        await PullVersionsAsync("C1", "0");
        Assert.Equal("", await Hub.OutboxAsync());

        await PullVersionsAsync("C1", "1");
        Assert.Equal("2:0", await Hub.OutboxAsync());
        await Hub.DeliverAsync(new ScriptedTarget());
        await PullVersionsAsync("C1", "2");

        Assert.Equal("3:0", await Hub.OutboxAsync());
    }

    [Fact]
    public async Task Pull_WhenAfterAWithdrawal_TakesTheCaseFromItsStateOnAgain()
    {
        await ConfigureSinkAsync("when: { status: [accepted] }\n  capabilities: { withdraw: true }");
        var target = new ScriptedTarget();
        await Hub.PullAsync("accepted", Row.Case("C1"));
        await Hub.DeliverAsync(target);
        await Hub.PullAsync("accepted", Row.Case("C1", 1).Deleted());
        await Hub.DeliverAsync(target);

        await Hub.PullAsync("accepted", Row.Case("C1", 2, "0"));
        Assert.Equal("", await Hub.OutboxAsync());
        await Hub.PullAsync("accepted", Row.Case("C1", 3));
        await Hub.DeliverAsync(target);

        Assert.Equal("1 2x 4", target.Log);
    }

    [Fact]
    public async Task Pull_PartsFilter_TakesWhatTouchesThemAndWhatTheyBroughtBefore()
    {
        await ConfigureSinkAsync("subscribe: { parts: [result] }");
        await Hub.PullAsync("accepted", Row.Case("C1"));
        Assert.Equal("", await Hub.OutboxAsync());
        await Hub.PullAsync("results", Row.Result("r1", "C1"));
        Assert.Equal("2:0", await Hub.OutboxAsync());

        await Hub.PullAsync("results", Row.Result("r2", "C2"));
        await Hub.PullAsync("accepted", Row.Case("C2"));

        Assert.Equal("2:0 1:0", await Hub.OutboxAsync());
    }

    [Theory]
    [InlineData(true, "1 2x", "")]
    [InlineData(false, "1", "2:3")]
    public async Task Deliver_Withdrawal_IsSentOrParkedForAPerson(bool able, string log, string left)
    {
        await ConfigureSinkAsync($"capabilities: {{ withdraw: {(able ? "true" : "false")} }}");
        var target = new ScriptedTarget();
        await Hub.PullAsync("accepted", Row.Case("C1"));
        await Hub.DeliverAsync(target);
        await Hub.PullAsync("accepted", Row.Case("C1", 1).Deleted());
        await Hub.DeliverAsync(target);

        Assert.Equal(log, target.Log);
        Assert.Equal(left, await Hub.OutboxAsync());
    }

    [Fact]
    public async Task Deliver_Rejected_IsQuarantinedAndPassedByANewerVersion()
    {
        var refusing = new ScriptedTarget { Answer = i => new DeliveryResult(i.Key, DeliveryOutcome.Rejected) { Code = "422", Message = "缺少办件编号 350599199001010011" } };
        await Hub.PullAsync("accepted", Row.Case("C1"));
        var report = await Hub.DeliverAsync(refusing);

        Assert.Equal(1, report.Rejected);
        Assert.Equal("1:2", await Hub.OutboxAsync());
        var (total, groups) = await Hub.Quarantine.GroupAsync(new(), CancellationToken.None);
        Assert.Equal((1, "platform", "rejected-by-target"), (total, groups[0].Stream, groups[0].Reason));
        Assert.DoesNotContain("350599199001010011", groups[0].Message, StringComparison.Ordinal);

        await PullVersionsAsync("C1", "2");

        Assert.Equal("2:0", await Hub.OutboxAsync());
        Assert.Equal("2", await Hub.TextAsync("select state from hub.quarantine"));
    }

    [Fact]
    public async Task Deliver_RejectedWhileANewerVersionCame_TheOlderIsNeverSentAgain()
    {
        var target = new ScriptedTarget
        {
            Answer = i => new DeliveryResult(i.Key, i.Version == 1 ? DeliveryOutcome.Rejected : DeliveryOutcome.Accepted),
        };
        await PullVersionsAsync("C1", "1", "2");

        await Hub.DeliverAsync(target);
        Assert.Equal("", await Hub.OutboxAsync());
        await Hub.ReplayAsync();
        await Hub.DeliverAsync(target);

        Assert.Equal("1 2", target.Log);
        Assert.Equal("2 0", await Hub.TextAsync("select concat_ws(' ', state, (select count(*) from hub.quarantine where state = 0)) from hub.quarantine"));
        Assert.Equal("1:2 2:0", await Hub.TextAsync("select string_agg(version || ':' || verdict, ' ' order by version) from hub.receipt"));
    }

    [Fact]
    public async Task Replay_RefusalThatANewerVersionHasPassed_IsSupersededNotSent()
    {
        await Hub.PullAsync("accepted", Row.Case("C1"));
        await Hub.DeliverAsync(new ScriptedTarget { Answer = i => new DeliveryResult(i.Key, DeliveryOutcome.Rejected) });

        // As a pull leaves it that committed while the refusal was being written.
        await Hub.ExecuteAsync("insert into hub.outbox (target_id, case_id, version, lane) select target_id, case_id, 2, 0 from hub.outbox");
        var replay = await Hub.ReplayAsync();

        Assert.Equal((0, 1), (replay.Mapped, replay.Superseded));
        Assert.Equal("2:0", await Hub.OutboxAsync());
    }

    [Fact]
    public async Task Replay_Refusal_IsSentAgain()
    {
        await Hub.PullAsync("accepted", Row.Case("C1"));
        await Hub.DeliverAsync(new ScriptedTarget { Answer = i => new DeliveryResult(i.Key, DeliveryOutcome.Rejected) });

        var replay = await Hub.ReplayAsync();
        var delivery = await Hub.DeliverAsync(new ScriptedTarget());

        Assert.Equal((1, 1), (replay.Mapped, delivery.Delivered));
        Assert.Equal("4", await Hub.TextAsync("select state from hub.quarantine"));
    }

    [Fact]
    public async Task Discard_Refusal_RemovesItFromTheOutbox()
    {
        await Hub.PullAsync("accepted", Row.Case("C1"), Row.Case("C2"));
        await Hub.DeliverAsync(new ScriptedTarget { Answer = i => new DeliveryResult(i.Key, DeliveryOutcome.Rejected) });

        Assert.Equal(2, await Hub.Quarantine.DiscardAsync(new() { Stream = "platform" }, "me", "double", CancellationToken.None));

        Assert.Equal("", await Hub.OutboxAsync());
        Assert.Equal(0, (await Hub.Quarantine.GroupAsync(new(), CancellationToken.None)).Total);
    }

    [Fact]
    public async Task Deliver_Parked_BlocksOnlyItsCase()
    {
        await ConfigureSinkAsync("capabilities: { onUnknown: park }");
        await PullVersionsAsync("C1", "1", "2");
        await PullVersionsAsync("C2", "1", "2");
        var parked = await Hub.AskAsync<long>("select case_id from hub.case_key where value = 'C1'");
        var target = new ScriptedTarget
        {
            Answer = i => new DeliveryResult(i.Key, i.CaseId == $"{parked}" ? DeliveryOutcome.Unknown : DeliveryOutcome.Accepted),
        };

        var report = await Hub.DeliverAsync(target);

        Assert.Equal((2, 1, 1L), (report.Delivered, report.Parked, report.Left.Pending));
        Assert.Equal("1:3 2:0", await Hub.OutboxAsync());
    }

    [Fact]
    public async Task Deliver_Retry_WaitsLongerEachTime()
    {
        await Hub.PullAsync("accepted", Row.Case("C1"));
        var target = new ScriptedTarget { Answer = i => new DeliveryResult(i.Key, DeliveryOutcome.Retry) { Code = "503" } };

        await Hub.DeliverAsync(target);
        await Hub.DeliverAsync(target);
        Assert.Single(target.Written);
        await Hub.ExecuteAsync("update hub.outbox set due_at = now(), attempts = 6");
        var report = await Hub.DeliverAsync(target);

        Assert.Equal(2, target.Written.Count);
        Assert.Equal((1L, 1L), (report.Left.Pending, report.Left.Retrying));
        Assert.InRange(report.Left.NextDue!.Value.TotalSeconds, 40, 90);
        Assert.Equal("0 7 503", await Hub.TextAsync("select concat_ws(' ', state, attempts, last_code) from hub.outbox"));
    }

    [Fact]
    public async Task Deliver_RetryAfter_IsKept()
    {
        await Hub.PullAsync("accepted", Row.Case("C1"));

        var report = await Hub.DeliverAsync(new ScriptedTarget { Answer = i => new DeliveryResult(i.Key, DeliveryOutcome.Retry) { RetryAfter = TimeSpan.FromMinutes(20) } });

        Assert.InRange(report.Left.NextDue!.Value.TotalMinutes, 19, 20);
    }

    [Theory]
    [InlineData("ask", DeliveryOutcome.Repeated, "", 0, "")]
    [InlineData("ask", DeliveryOutcome.Retry, "1", 1, "")]
    [InlineData("upsertByKey", DeliveryOutcome.Repeated, "1", 1, "")]
    [InlineData("park", DeliveryOutcome.Repeated, "", 0, "1:3")]
    public async Task Deliver_AfterACrashWhileSending_DoesAsTheSinkDeclares(string onUnknown, DeliveryOutcome known, string log, int delivered, string left)
    {
        await ConfigureSinkAsync($"capabilities: {{ onUnknown: {onUnknown} }}");
        await Hub.PullAsync("accepted", Row.Case("C1"));
        var dead = await LeaseAsync();
        await Hub.Outbox.ClaimAsync(Hub.Target(), dead, 10, CancellationToken.None);
        await Hub.Ports.Leases.ReleaseAsync(dead, CancellationToken.None);
        var target = new ScriptedTarget { Known = i => new DeliveryResult(i.Key, known) };

        var report = await Hub.DeliverAsync(target);

        Assert.Equal(log, target.Log);
        Assert.Equal(delivered, report.Delivered);
        Assert.Equal(left, await Hub.OutboxAsync());
        Assert.All(target.Written, w => Assert.True(w.Uncertain));
        Assert.Equal(onUnknown == "ask" ? 1 : 0, target.Asked.Count);
    }

    [Fact]
    public async Task Deliver_Cancelled_GivesBackWhatWasNotSent()
    {
        await Hub.PullAsync("accepted", [.. Enumerable.Range(1, 1200).Select(i => Row.Case($"C{i}"))]);
        using var stop = new CancellationTokenSource();
        var target = new ScriptedTarget
        {
            BeforeWrite = async () =>
            {
                await Task.Delay(300); // by now the next claim is made
                await stop.CancelAsync();
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Hub.DeliverAsync(target, cancellationToken: stop.Token));

        Assert.InRange(await Hub.AskAsync<long>("select count(*) from hub.outbox where state = 1"), 0, 500);
    }

    [Fact]
    public async Task Deliver_WordsOfTheTargetThatNoColumnTakes_AreKeptWithoutHarm()
    {
        await Hub.PullAsync("accepted", Row.Case("C1"));
        var words = "\0" + new string('字', 498) + "😀😀";

        var report = await Hub.DeliverAsync(new ScriptedTarget
        {
            Answer = i => new DeliveryResult(i.Key, DeliveryOutcome.Rejected) { Code = "4\022", Message = words, PlatformId = "P\0" },
        });

        Assert.Equal(1, report.Rejected);
        Assert.Equal("1:2", await Hub.OutboxAsync());
    }

    [Fact]
    public async Task Deliver_ContentThatDoesNotOpen_StopsOnlyItsCase()
    {
        await Hub.PullAsync("accepted", Row.Case("C1"), Row.Case("C2"), Row.Case("C3"));
        await Hub.ExecuteAsync("update hub.case_version set content = (select content from hub.case_version order by case_id limit 1) where case_id = (select max(case_id) from hub.case_version)");

        var report = await Hub.DeliverAsync(new ScriptedTarget());

        Assert.Equal((2, 1), (report.Delivered, report.Rejected));
        Assert.Equal("undecodable", (await Hub.Quarantine.GroupAsync(new(), CancellationToken.None)).Groups[0].Reason);
    }

    [Fact]
    public async Task Deliver_TargetPaused_SendsNothing()
    {
        await Hub.PullAsync("accepted", Row.Case("C1"));
        await Hub.ExecuteAsync("update hub.target set paused = true");

        Assert.Equal(0, (await Hub.DeliverAsync(new ScriptedTarget())).Delivered);
        Assert.Equal(1, (await Hub.DeliverAsync(new ScriptedTarget(), new DeliverOptions { IgnorePause = true })).Delivered);
    }

    [Fact]
    public async Task Claim_LargeAndSmallDepartments_ShareFairlyAndLiveGoesFirst()
    {
        await Hub.ExecuteAsync($"""
            insert into hub.cases (case_id, known, version) select i, true, 1 from generate_series(1, 5020) i;
            insert into hub.case_version (case_id, version, operation, content_digest, content, run_id) select i, 1, 0, '\x00', '\x00', 1 from generate_series(1, 5020) i;
            insert into hub.outbox (target_id, case_id, version, lane, department, due_at)
                select {Hub.Target().TargetId}, i, 1, case when i > 5010 then 2 else 0 end, case when i <= 5000 then 'large' when i <= 5010 then 'small' else 'history' end, now() - interval '1 hour' + i * interval '1 millisecond'
                from generate_series(1, 5020) i
            """);

        var claimed = await Hub.Outbox.ClaimAsync(Hub.Target(), await LeaseAsync(), 200, CancellationToken.None);

        Assert.Equal(10, claimed.Count(c => c.CaseId is > 5000 and <= 5010));
        Assert.True(claimed.Count(c => c.CaseId <= 5000) >= 100);
    }

    [Fact]
    public async Task Claim_LiveAndHistory_HistoryWaits()
    {
        await Hub.PullAsync("accepted", [.. Enumerable.Range(1, 300).Select(i => Row.Case($"C{i}"))]);
        await Hub.PullAsync("accepted", new ScriptedSource([new([.. Enumerable.Range(301, 300).Select(i => Row.Case($"C{i}", dept: "A0"))], null)]), new() { Kind = Pipeline.Runs.RunKind.Full });

        var claimed = await Hub.Outbox.ClaimAsync(Hub.Target(), await LeaseAsync(), 200, CancellationToken.None);

        var last = await Hub.AskAsync<long>("select max(case_id) from hub.outbox where lane = 0");
        Assert.Equal(200, claimed.Count);
        Assert.All(claimed, c => Assert.True(c.CaseId <= last));
    }

    private async Task<Lease> LeaseAsync() =>
        (await new LeaseStore(Hub.Database, "node-b").TryAcquireAsync(Hub.Target().LeaseName, TimeSpan.FromMinutes(1), CancellationToken.None)).Lease!;

    private Task ConfigureSinkAsync(string sink) => Hub.ConfigureAsync(TestFiles.Bureau, $"{TestFiles.PlatformHead}\nsink:\n  {sink}\n");

    private async Task PullVersionsAsync(string no, params string[] states)
    {
        foreach (var state in states)
        {
            await Hub.PullAsync("accepted", Row.Case(no, minute: null, state));
        }
    }
}
