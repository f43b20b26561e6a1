using System.Globalization;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;

namespace Exchange.Host.Http;

/// <summary>
/// The request budget of one system on this node: service windows, requests at once, and requests a second out of slices
/// that a grant shares over the nodes. First come, first served. Make one for each system and process, since requests at
/// once are counted here. This node alone never sends more than the rate in any second; nodes together exceed it at most
/// by the rest of their slices.
/// </summary>
internal sealed class RequestBudgetGate : IRequestBudget, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    private readonly string _connector;
    private readonly IBudgetGrant _grant;
    private readonly TimeProvider _time;
    private readonly ServiceHours _hours;
    private readonly int _slice;
    private readonly TimeSpan _askAgain;

    // Waiters of a SemaphoreSlim are served in the order in which they came.
    private readonly SemaphoreSlim _places;
    private readonly SemaphoreSlim _turn = new(1, 1);

    // Only whoever has the turn touches what follows. The ring holds the times of the last requests.
    private readonly long?[] _sent;
    private int _next;
    private int _tokens;
    private long _grantedAt;

    /// <exception cref="ExchangeException">The budget is not one (configuration).</exception>
    public RequestBudgetGate(string connector, RequestBudget budget, TimeZoneInfo zone, IBudgetGrant grant, TimeProvider time)
    {
        if (budget.PerSecond < 1 || budget.Concurrent < 1)
        {
            throw new ExchangeException(
                FailureKind.Configuration, $"The budget of '{connector}' allows no request.", "Give perSecond and concurrent, each at least 1.");
        }

        _connector = connector;
        _grant = grant;
        _time = time;
        _hours = new ServiceHours(budget.Windows, zone);
        _places = new SemaphoreSlim(budget.Concurrent, budget.Concurrent);
        _sent = new long?[budget.PerSecond];

        // A quarter of a second's requests: few questions to the database, and little that another node waits for.
        _slice = Math.Max(1, budget.PerSecond / 4);
        _askAgain = TimeSpan.FromMilliseconds(Math.Clamp(1000d / budget.PerSecond, 50, 1000));
    }

    public async ValueTask<IDisposable> AcquireAsync(CancellationToken cancellationToken)
    {
        RefuseOutsideHours();
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await TakeTokenAsync(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _turn.Release();
            }

            return new Permit(_places);
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    public void Dispose()
    {
        _places.Dispose();
        _turn.Dispose();
    }

    private async Task TakeTokenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // The window may have closed while this request waited.
            RefuseOutsideHours();
            if (_sent[_next] is { } earlier && _time.GetElapsedTime(earlier) is var elapsed && elapsed < Period)
            {
                await Task.Delay(Period - elapsed + Step, _time, cancellationToken).ConfigureAwait(false);
                continue;
            }

            // What was granted long ago may have been granted to others again.
            if (_tokens > 0 && _time.GetElapsedTime(_grantedAt) < Period)
            {
                break;
            }

            _tokens = await _grant.RequestSliceAsync(_connector, _slice, cancellationToken).ConfigureAwait(false);
            _grantedAt = _time.GetTimestamp();
            if (_tokens == 0)
            {
                await Task.Delay(_askAgain, _time, cancellationToken).ConfigureAwait(false);
            }
        }

        _tokens--;
        _sent[_next] = _time.GetTimestamp();
        _next = (_next + 1) % _sent.Length;
    }

    private void RefuseOutsideHours()
    {
        var now = _time.GetUtcNow();
        if (_hours.IsOpen(now))
        {
            return;
        }

        var wait = _hours.OpensIn(now);
        throw new ExchangeException(
            FailureKind.Transient,
            string.Create(CultureInfo.InvariantCulture, $"The system '{_connector}' may be asked only in its windows {_hours}; the next opens in {(int)wait.TotalHours} h {wait.Minutes} min."),
            "Wait for the window, or change settings.budget.windows of the connector.")
        {
            RetryAfter = wait,
        };
    }

    private sealed class Permit(SemaphoreSlim places) : IDisposable
    {
        private SemaphoreSlim? _places = places;

        public void Dispose() => Interlocked.Exchange(ref _places, null)?.Release();
    }
}
