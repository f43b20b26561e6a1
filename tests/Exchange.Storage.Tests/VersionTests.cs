using Exchange.Pipeline.Runs;
using Exchange.Storage.Tests.Hubs;

namespace Exchange.Storage.Tests;

/// <summary>What a source repeats, reorders, edits and deletes.</summary>
public sealed class VersionTests(TestCluster cluster) : HubTest(cluster)
{
    [Fact]
    public async Task Pull_SameRecordsAgain_AllUnchangedAndNothingIsWritten()
    {
        await Hub.PullAsync("accepted", Row.Case("C1", more: """{"fetchedAt":"1"}"""), Row.Case("C2"));

        var report = await Hub.PullAsync("accepted", Row.Case("C1", more: """{"fetchedAt":"2"}"""), Row.Case("C2"));

        Assert.Equal(new RunCounts { Pulled = 2, Unchanged = 2 }, report.Counts);
        Assert.Equal("2 2 2", await Hub.TextAsync(
            "select concat_ws(' ', (select count(*) from hub.landing), (select count(*) from hub.case_version), (select count(*) from hub.outbox))"));
    }

    [Fact]
    public async Task Pull_KeyTwiceInAPage_TheNewerVersionCountsWhateverTheOrder()
    {
        var first = await Hub.PullAsync("accepted", Row.Case("C1", 1), Row.Case("C1", 2, "2"));
        var second = await Hub.PullAsync("accepted", Row.Case("C2", 2, "2"), Row.Case("C2", 1));

        Assert.Equal((1, 1), (first.Counts.Mapped, first.Counts.Superseded));
        Assert.Equal((1, 1), (second.Counts.Mapped, second.Counts.Superseded));
        Assert.Contains("in-process", await Hub.ContentAsync("C1"), StringComparison.Ordinal);
        Assert.Contains("in-process", await Hub.ContentAsync("C2"), StringComparison.Ordinal);
        Assert.Equal(2, await Hub.AskAsync<long>("select count(*) from hub.case_version"));
    }

    [Fact]
    public async Task Pull_UndatedVersion_IsTakenAndCorrectedByADatedOne()
    {
        await Hub.PullAsync("accepted", Row.Case("C1", 5));
        await Hub.PullAsync("accepted", Row.Case("C1", minute: null, "2"));
        Assert.Contains("in-process", await Hub.ContentAsync("C1"), StringComparison.Ordinal);

        var report = await Hub.PullAsync("accepted", Row.Case("C1", 3, "3"));

        Assert.Equal(1, report.Counts.Mapped);
        Assert.Contains("done", await Hub.ContentAsync("C1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_EqualVersionWithOtherContent_IsMapped()
    {
        await Hub.PullAsync("accepted", Row.Case("C1", 1));

        var report = await Hub.PullAsync("accepted", Row.Case("C1", 1, "2"));

        Assert.Equal(1, report.Counts.Mapped);
        Assert.Contains("in-process", await Hub.ContentAsync("C1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_OnlyRawChanged_LandsWithoutANewVersion()
    {
        await Hub.PullAsync("accepted", Row.Case("C1", 1));

        var report = await Hub.PullAsync("accepted", Row.Case("C1", 2, more: """{"unmapped":"x"}"""));

        Assert.Equal((1, 0), (report.Counts.Mapped, report.Versions));
        Assert.Equal("1 2", await Hub.TextAsync("select concat_ws(' ', (select count(*) from hub.case_version), (select count(*) from hub.landing))"));
        Assert.Equal(1, (await Hub.PullAsync("accepted", Row.Case("C1", 2, more: """{"unmapped":"x"}"""))).Counts.Unchanged);
    }

    [Fact]
    public async Task Pull_Deletion_WithdrawsTheCaseOnceAndReinsertionBringsItBack()
    {
        await Hub.PullAsync("accepted", Row.Case("C1", 1));

        var deleted = await Hub.PullAsync("accepted", Row.Case("C1", 2).Deleted());
        var repeated = await Hub.PullAsync("accepted", Row.Case("C1", 2).Deleted());
        Assert.Equal("", await Hub.ContentAsync("C1"));
        var back = await Hub.PullAsync("accepted", Row.Case("C1", 3));

        Assert.Equal((1, 1, 1), (deleted.Counts.Mapped, repeated.Counts.Unchanged, back.Counts.Mapped));
        Assert.Equal("1:0 2:1 3:0", await Hub.TextAsync("select string_agg(version || ':' || operation, ' ' order by version) from hub.case_version"));
        Assert.Contains("高龄补贴", await Hub.ContentAsync("C1"), StringComparison.Ordinal);
        Assert.Equal("1:0 2:0 3:0", await Hub.OutboxAsync());
    }

    [Fact]
    public async Task Pull_DeletionBeforeInsertion_OlderInsertionIsSuperseded()
    {
        var deleted = await Hub.PullAsync("accepted", Row.Case("C1", 5).Deleted());
        var late = await Hub.PullAsync("accepted", Row.Case("C1", 4));
        Assert.Equal("", await Hub.ContentAsync("C1"));
        var newer = await Hub.PullAsync("accepted", Row.Case("C1", 6));

        Assert.Equal((1, 1, 1), (deleted.Counts.Mapped, late.Counts.Superseded, newer.Counts.Mapped));
        Assert.Equal("1:0", await Hub.OutboxAsync());
    }

    [Fact]
    public async Task Pull_RecordWithAnotherCaseKey_MovesToThatCase()
    {
        await Hub.PullAsync("accepted", Row.Case("C1", 1, id: "r1"));
        await Hub.PullAsync("steps", Row.Step("s1", "C1"));

        await Hub.PullAsync("steps", Row.Step("s1", "C2", 1));
        Assert.DoesNotContain("审查", await Hub.ContentAsync("C1"), StringComparison.Ordinal);
        await Hub.PullAsync("accepted", Row.Case("C2", 2, id: "r1"));

        Assert.Equal("", await Hub.ContentAsync("C1"));
        Assert.Contains("审查", await Hub.ContentAsync("C2"), StringComparison.Ordinal);
        Assert.Equal("1:0 2:0 3:0 4:1 1:0", await Hub.TextAsync("select string_agg(version || ':' || operation, ' ' order by case_id, version) from hub.case_version"));
    }

    [Fact]
    public async Task Pull_MappingChanged_MapsExactlyThoseWhoseContentChanges()
    {
        await Hub.PullAsync("accepted", Row.Case("C1", more: """{"appliedAt":"2026-03-02 08:00:00"}"""), Row.Case("C2"), Row.Case("C3"));
        Hub.WriteMapping("accepted.yaml", TestFiles.Accepted.Replace("appliedAt:", "acceptedAt:", StringComparison.Ordinal));
        Hub.LoadMappings();

        var first = await Hub.PullAsync("accepted", Row.Case("C1", more: """{"appliedAt":"2026-03-02 08:00:00"}"""), Row.Case("C2"), Row.Case("C3"));
        var second = await Hub.PullAsync("accepted", Row.Case("C1", more: """{"appliedAt":"2026-03-02 08:00:00"}"""), Row.Case("C2"), Row.Case("C3"));

        Assert.Equal((1, 2), (first.Counts.Mapped, first.Counts.Unchanged));
        Assert.Equal(3, second.Counts.Unchanged);
        Assert.Contains("acceptedAt", await Hub.ContentAsync("C1"), StringComparison.Ordinal);
        Assert.Equal(1, await Hub.AskAsync<long>("select count(distinct revision_id) from hub.contribution"));
    }
}
