using Exchange.Pipeline.Failures;

namespace Exchange.Pipeline.Leases;

/// <summary>A lease that is kept alive in the background and given back on disposal.</summary>
public sealed class HeldLease : IAsyncDisposable
{
    /// <summary>How long a lease lasts without renewal: a killed holder blocks the work no longer than this.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    private readonly ILeaseStore _store;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _lost;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewal;

    private HeldLease(ILeaseStore store, Lease lease, TimeProvider time, CancellationToken cancellationToken)
    {
        _store = store;
        _time = time;
        Lease = lease;
        _lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _renewal = RenewAsync(_stop.Token);
    }

    /// <summary>The lease.</summary>
    public Lease Lease { get; }

    /// <summary>Cancelled when the caller cancels or the lease is lost.</summary>
    public CancellationToken Token => _lost.Token;

    /// <summary>Whether another holder has taken the lease.</summary>
    public bool Lost { get; private set; }

    /// <summary>Takes a lease, waiting for at most <paramref name="wait"/>.</summary>
    /// <returns>The lease, or the holder's name where it stayed busy.</returns>
    public static async Task<(HeldLease? Held, string? HeldBy)> AcquireAsync(
        ILeaseStore store, string name, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var attempt = await store.TryAcquireAsync(name, Duration, cancellationToken).ConfigureAwait(false);
            if (attempt.Lease is { } lease)
            {
                return (new HeldLease(store, lease, time, cancellationToken), null);
            }

            if (time.GetElapsedTime(started) >= wait)
            {
                return (null, attempt.HeldBy);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _renewal.ConfigureAwait(false);
        if (!Lost)
        {
            await BestEffort.RunAsync(token => _store.ReleaseAsync(Lease, token), TimeSpan.FromSeconds(5)).ConfigureAwait(false);
        }

        _lost.Dispose();
        _stop.Dispose();
    }

    private async Task RenewAsync(CancellationToken stop)
    {
        var lastRenewal = _time.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Duration / 4, _time, stop).ConfigureAwait(false);
                if (await _store.RenewAsync(Lease, Duration, stop).ConfigureAwait(false))
                {
                    lastRenewal = _time.GetTimestamp();
                    continue;
                }

                Lost = true;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception) when (_time.GetElapsedTime(lastRenewal) < Duration)
            {
                // The database may be restarting; until the lease's own time is over nobody else can hold it.
                continue;
            }
            catch (Exception)
            {
                Lost = true;
            }

            if (Lost)
            {
                await _lost.CancelAsync().ConfigureAwait(false);
                return;
            }
        }
    }
}
