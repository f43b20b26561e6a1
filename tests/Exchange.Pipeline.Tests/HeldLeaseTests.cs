using Exchange.Pipeline.Leases;
using Microsoft.Extensions.Time.Testing;

namespace Exchange.Pipeline.Tests;

public sealed class HeldLeaseTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Store _store = new();

    [Fact]
    public async Task Acquire_Busy_WaitsThenNamesTheHolder()
    {
        _store.Free = false;
        var acquiring = HeldLease.AcquireAsync(_store, "x", TimeSpan.FromSeconds(1), _time, CancellationToken.None);
        while (!acquiring.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1);
        }

        var (held, by) = await acquiring;
        Assert.Null(held);
        Assert.Equal("other", by);
        Assert.True(_store.Attempts > 2);
    }

    [Fact]
    public async Task Held_Renewed_StaysAndIsReleasedAtTheEnd()
    {
        var held = (await HeldLease.AcquireAsync(_store, "x", TimeSpan.Zero, _time, CancellationToken.None)).Held!;
        await PassAsync(() => _store.Renewals >= 3);

        Assert.False(held.Lost);
        await held.DisposeAsync();
        Assert.True(_store.Released);
    }

    [Fact]
    public async Task Held_TakenByAnother_CancelsTheWorkAndReleasesNothing()
    {
        var held = (await HeldLease.AcquireAsync(_store, "x", TimeSpan.Zero, _time, CancellationToken.None)).Held!;
        _store.Renew = () => false;
        await PassAsync(() => held.Token.IsCancellationRequested);

        Assert.True(held.Lost);
        await held.DisposeAsync();
        Assert.False(_store.Released);
    }

    [Fact]
    public async Task Held_DatabaseAwayForLongerThanTheLease_IsLost()
    {
        var held = (await HeldLease.AcquireAsync(_store, "x", TimeSpan.Zero, _time, CancellationToken.None)).Held!;
        _store.Renew = () => throw new IOException("away");
        await PassAsync(() => _store.Renewals >= 2);
        Assert.False(held.Lost);

        await PassAsync(() => held.Token.IsCancellationRequested);
        Assert.True(held.Lost);
        await held.DisposeAsync();
    }

    private async Task PassAsync(Func<bool> until)
    {
        for (var step = 0; !until(); step++)
        {
            Assert.True(step < 1000, "it never came");
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(1);
        }
    }

    private sealed class Store : ILeaseStore
    {
        public bool Free { get; set; } = true;

        public int Attempts { get; private set; }

        public int Renewals { get; private set; }

        public bool Released { get; private set; }

        public Func<bool> Renew { get; set; } = () => true;

        public Task<LeaseAttempt> TryAcquireAsync(string name, TimeSpan duration, CancellationToken cancellationToken)
        {
            Attempts++;
            return Task.FromResult(Free ? new LeaseAttempt(new Lease(name, 1, "me"), null) : new LeaseAttempt(null, "other"));
        }

        public Task<bool> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken)
        {
            Renewals++;
            return Task.FromResult(Renew());
        }

        public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken)
        {
            Released = true;
            return Task.CompletedTask;
        }
    }
}
