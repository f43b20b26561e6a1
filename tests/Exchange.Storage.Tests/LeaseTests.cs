using Exchange.Abstractions.Sources;
using Exchange.Pipeline.Leases;
using Exchange.Pipeline.Pulling;
using Exchange.Pipeline.Runs;
using Exchange.Storage.Leases;
using Exchange.Storage.Tests.Hubs;

namespace Exchange.Storage.Tests;

/// <summary>Who may write: one holder at a time, by the database's clock.</summary>
public sealed class LeaseTests(TestCluster cluster) : HubTest(cluster)
{
    [Fact]
    public async Task Acquire_Held_IsRefusedUntilReleasedOrExpired()
    {
        var (a, b) = (new LeaseStore(Hub.Database, "a"), new LeaseStore(Hub.Database, "b"));
        var first = (await a.TryAcquireAsync("x", TimeSpan.FromMinutes(1), CancellationToken.None)).Lease!;

        var refused = await b.TryAcquireAsync("x", TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.Null(refused.Lease);
        Assert.StartsWith("a#", refused.HeldBy, StringComparison.Ordinal);

        await Hub.ExecuteAsync("update hub.lease set expires_at = clock_timestamp()");
        var second = (await b.TryAcquireAsync("x", TimeSpan.FromMinutes(1), CancellationToken.None)).Lease!;
        Assert.Equal(first.Epoch + 1, second.Epoch);
        Assert.False(await a.RenewAsync(first, TimeSpan.FromMinutes(1), CancellationToken.None));
        await a.ReleaseAsync(first, CancellationToken.None);
        Assert.True(await b.RenewAsync(second, TimeSpan.FromMinutes(1), CancellationToken.None));
        await b.ReleaseAsync(second, CancellationToken.None);
        Assert.NotNull((await a.TryAcquireAsync("x", TimeSpan.FromMinutes(1), CancellationToken.None)).Lease);
    }

    [Fact]
    public async Task Pull_StreamHeldByAnother_SaysWho()
    {
        await new LeaseStore(Hub.Database, "other").TryAcquireAsync(Hub.Stream("accepted").LeaseName, TimeSpan.FromMinutes(1), CancellationToken.None);

        var busy = await Assert.ThrowsAsync<StreamBusyException>(() => Hub.PullAsync("accepted", new ScriptedSource([]), new PullOptions()));

        Assert.Contains("other#", busy.HeldBy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_LeaseTakenMeanwhile_CommitsNothingMoreAndStaysLost()
    {
        var stream = Hub.Stream("accepted");
        SourcePage[] pages = [new SourcePage([Row.Case("C1")], "1"), new SourcePage([Row.Case("C2")], "2"), new SourcePage([Row.Case("C3")], "3")];
        var source = new ScriptedSource(pages)
        {
            OnAcknowledge = async _ =>
            {
                await Hub.ExecuteAsync("update hub.lease set expires_at = clock_timestamp()");
                var other = new LeaseStore(Hub.Database, "other");
                var lease = (await other.TryAcquireAsync(stream.LeaseName, TimeSpan.FromMinutes(1), CancellationToken.None)).Lease!;
                await Hub.Ports.Runs.StartAsync(stream, lease, RunKind.Live, CancellationToken.None);
            },
        };

        var report = await Hub.PullAsync("accepted", source, new PullOptions { BatchSize = 1 });

        Assert.Equal(RunState.Lost, report.State);
        Assert.Equal(1, await Hub.AskAsync<long>("select count(*) from hub.cases"));
        Assert.Equal("1", await Hub.TextAsync("select cursor from hub.stream where name = 'accepted'"));
        Assert.Equal("4 0", await Hub.TextAsync("select string_agg(state::text, ' ' order by run_id) from hub.run"));
    }

    [Fact]
    public async Task Finish_LeaseTaken_IsRefused()
    {
        await Hub.PullAsync("accepted", Row.Case("C1"));
        var lease = (await Hub.Ports.Leases.TryAcquireAsync("deliver:platform", TimeSpan.FromMinutes(1), CancellationToken.None)).Lease!;
        var claimed = await Hub.Outbox.ClaimAsync(Hub.Target(), lease, 10, CancellationToken.None);
        await Hub.ExecuteAsync("update hub.lease set epoch = epoch + 1");

        await Assert.ThrowsAsync<LeaseLostException>(() => Hub.Outbox.FinishAsync(Hub.Target(), lease, [new(claimed[0], Pipeline.Delivery.DeliveryVerdict.Delivered, "k")], CancellationToken.None));
        await Assert.ThrowsAsync<LeaseLostException>(() => Hub.Outbox.ClaimAsync(Hub.Target(), lease, 10, CancellationToken.None));
        Assert.Equal("1:1", await Hub.OutboxAsync());
    }
}
