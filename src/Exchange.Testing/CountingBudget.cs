using Exchange.Abstractions.Connectors;

namespace Exchange.Testing;

/// <summary>A budget that counts what is taken from it.</summary>
internal sealed class CountingBudget(IRequestBudget budget) : IRequestBudget
{
    private int _taken;
    private int _open;
    private int _most;

    /// <summary>How many permits were taken.</summary>
    public int Taken => _taken;

    /// <summary>How many have not been given back.</summary>
    public int Open => _open;

    /// <summary>How many were out at once.</summary>
    public int Most => _most;

    public async ValueTask<IDisposable> AcquireAsync(CancellationToken cancellationToken)
    {
        var permit = await budget.AcquireAsync(cancellationToken);
        Interlocked.Increment(ref _taken);
        var open = Interlocked.Increment(ref _open);
        int most;
        while (open > (most = _most) && Interlocked.CompareExchange(ref _most, open, most) != most)
        {
            // Another took a permit meanwhile.
        }

        return new Permit(this, permit);
    }

    private sealed class Permit(CountingBudget counter, IDisposable permit) : IDisposable
    {
        private int _returned;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _returned, 1) == 0)
            {
                Interlocked.Decrement(ref counter._open);
            }

            permit.Dispose();
        }
    }
}
