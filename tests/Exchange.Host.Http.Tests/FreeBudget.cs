using Exchange.Abstractions.Connectors;

namespace Exchange.Host.Http.Tests;

/// <summary>A budget without bounds that counts permits.</summary>
internal sealed class FreeBudget : IRequestBudget
{
    private int _taken;
    private int _held;

    public int Taken => Volatile.Read(ref _taken);

    public int Held => Volatile.Read(ref _held);

    /// <summary>What happens before a permit is given.</summary>
    public Func<CancellationToken, Task> Wait { get; init; } = _ => Task.CompletedTask;

    public async ValueTask<IDisposable> AcquireAsync(CancellationToken cancellationToken)
    {
        await Wait(cancellationToken);
        Interlocked.Increment(ref _taken);
        Interlocked.Increment(ref _held);
        return new Permit(this);
    }

    private sealed class Permit(FreeBudget budget) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref budget._held);
    }
}
