using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Pipeline.Pulling;
using Exchange.Pipeline.Runs;
using Exchange.Storage.Tests.Hubs;

namespace Exchange.Storage.Tests;

/// <summary>Deletions that a source does not tell: found by keys that complete listings lack, never by an empty or cut one.</summary>
public sealed class DeletionTests(TestCluster cluster) : HubTest(cluster)
{
    [Fact]
    public async Task Pull_KeyMissingFromTwoCompleteListings_WithdrawsItsCase()
    {
        await ListAsync(1, 20);

        var first = await ListAsync(2, 20);
        Assert.Equal(1, await LiveAsync("C1"));
        Assert.Equal(0, first.Counts.Mapped);

        var second = await ListAsync(2, 20);
        Assert.Equal(1, second.Counts.Mapped);
        Assert.Equal(0, await LiveAsync("C1"));
        Assert.Equal("", await Hub.ContentAsync("C1"));
        Assert.Contains("1 record(s) missing from 2 complete listings", Assert.Single(second.Notices), StringComparison.Ordinal);
        Assert.Equal(0, (await ListAsync(2, 20)).Counts.Mapped);
    }

    [Fact]
    public async Task Pull_KeyComesBackBetween_IsCountedFromTheStart()
    {
        await ListAsync(1, 20);
        await ListAsync(2, 20);
        await ListAsync(1, 20);
        await ListAsync(2, 20);

        Assert.Equal(1, await LiveAsync("C1"));
    }

    [Fact]
    public async Task Pull_DeletedKeyComesBack_IsACaseAgain()
    {
        await ListAsync(1, 20);
        await ListAsync(2, 20);
        await ListAsync(2, 20);
        var back = await ListAsync(1, 20);

        Assert.Equal(1, back.Counts.Mapped);
        Assert.Equal(1, await LiveAsync("C1"));
        Assert.Equal(0, await Hub.AskAsync<long>("select count(*) from hub.missing_key"));
    }

    [Fact]
    public async Task Pull_EmptyListingCalledComplete_WithdrawsNothing()
    {
        await ListAsync(1, 20);
        for (var i = 0; i < 3; i++)
        {
            var report = await Hub.PullAsync("accepted", new ScriptedSource([new SourcePage([], null) { Last = true, Complete = true }]));
            Assert.Contains("empty", Assert.Single(report.Notices), StringComparison.Ordinal);
        }

        Assert.Equal(20, await Hub.AskAsync<long>("select count(*) from hub.contribution where not deleted"));
    }

    [Fact]
    public async Task Pull_ListingLacksMoreThanTheDeclaredShare_WithdrawsNothingAndSaysSo()
    {
        await ListAsync(1, 20);
        for (var i = 0; i < 3; i++)
        {
            var report = await ListAsync(4, 20);
            Assert.Contains("3 of 20 keys are missing", Assert.Single(report.Notices), StringComparison.Ordinal);
        }

        Assert.Equal(20, await Hub.AskAsync<long>("select count(*) from hub.contribution where not deleted"));
        Assert.Equal(0, await Hub.AskAsync<long>("select count(*) from hub.missing_key"));
    }

    [Fact]
    public async Task Pull_ListingNotProvedComplete_WithdrawsNothing()
    {
        await ListAsync(1, 20);
        for (var i = 0; i < 3; i++)
        {
            await Hub.PullAsync("accepted", [.. Enumerable.Range(2, 19).Select(n => Row.Case($"C{n}"))]);
        }

        Assert.Equal(1, await LiveAsync("C1"));
    }

    [Fact]
    public async Task Pull_ListingBreaksOffBehindACompletePage_WithdrawsNothing()
    {
        await ListAsync(1, 20);
        for (var i = 0; i < 3; i++)
        {
            var source = new ScriptedSource([new SourcePage([.. Enumerable.Range(2, 19).Select(n => Row.Case($"C{n}"))], null) { Last = true, Complete = true }])
            {
                FailAtEnd = new ExchangeException(FailureKind.Transient, "The source went away.", "Wait."),
            };
            Assert.Equal(RunState.Failed, (await Hub.PullAsync("accepted", source)).State);
        }

        Assert.Equal(1, await LiveAsync("C1"));
    }

    [Fact]
    public async Task Pull_WindowOfABackFill_WithdrawsNothing()
    {
        await ListAsync(1, 20);
        for (var i = 0; i < 3; i++)
        {
            await ListAsync(2, 20, new PullOptions { Kind = RunKind.Backfill });
        }

        Assert.Equal(1, await LiveAsync("C1"));
    }

    [Fact]
    public async Task Pull_FaultyRecordInTheListing_CountsAsSeen()
    {
        await ListAsync(1, 20);
        for (var i = 0; i < 3; i++)
        {
            var records = Enumerable.Range(1, 20).Select(n => Row.Case($"C{n}", state: n == 1 ? "77" : "1")).ToArray();
            await Hub.PullAsync("accepted", new ScriptedSource([new SourcePage(records, null) { Last = true, Complete = true }]));
        }

        Assert.Equal(1, await LiveAsync("C1"));
    }

    private Task<RunReport> ListAsync(int from, int to, PullOptions? options = null) => Hub.PullAsync(
        "accepted",
        new ScriptedSource([new SourcePage([.. Enumerable.Range(from, to - from + 1).Select(n => Row.Case($"C{n}"))], null) { Last = true, Complete = true }]),
        options);

    private Task<long> LiveAsync(string key) => Hub.AskAsync<long>($"select count(*) from hub.contribution where source_key = '{key}' and not deleted");
}
