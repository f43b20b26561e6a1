namespace Exchange.Host.Http;

/// <summary>Grants within one process: never more than the rate in any one second.</summary>
/// <param name="perSecond">The requests a second of a system.</param>
/// <param name="time">The clock.</param>
internal sealed class InMemoryBudgetGrant(Func<string, int> perSecond, TimeProvider time) : IBudgetGrant
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<Slice>> _granted = new(StringComparer.Ordinal);

    public ValueTask<int> RequestSliceAsync(string connector, int wanted, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_granted.TryGetValue(connector, out var slices))
            {
                _granted[connector] = slices = new Queue<Slice>();
            }

            while (slices.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) >= Period)
            {
                slices.Dequeue();
            }

            var count = Math.Clamp(perSecond(connector) - slices.Sum(s => s.Count), 0, wanted);
            if (count > 0)
            {
                slices.Enqueue(new Slice(time.GetTimestamp(), count));
            }

            return ValueTask.FromResult(count);
        }
    }

    private readonly record struct Slice(long At, int Count);
}
