using System.Collections.Concurrent;
using System.Diagnostics;

namespace Exchange.Pipeline.Delivery;

/// <summary>Counts what a delivery did and where its time went.</summary>
/// <param name="progress">Told the number of versions finished so far.</param>
internal sealed class DeliveryTally(IProgress<int>? progress)
{
    private readonly ConcurrentDictionary<string, TimeSpan> _stages = new(StringComparer.Ordinal);
    private readonly int[] _verdicts = new int[Enum.GetValues<DeliveryVerdict>().Length];

    public void Add(IReadOnlyList<DeliveryReceipt> receipts)
    {
        foreach (var receipt in receipts)
        {
            _verdicts[(int)receipt.Verdict]++;
        }

        progress?.Report(_verdicts.Sum());
    }

    public IDisposable Time(string stage) => new Timing(this, stage);

    public DeliveryReport Report(string target) => new()
    {
        Target = target,
        Delivered = _verdicts[(int)DeliveryVerdict.Delivered],
        Repeated = _verdicts[(int)DeliveryVerdict.Repeated],
        Rejected = _verdicts[(int)DeliveryVerdict.Rejected],
        Parked = _verdicts[(int)DeliveryVerdict.Parked],
        Stages = _stages,
    };

    private sealed class Timing(DeliveryTally tally, string stage) : IDisposable
    {
        private readonly long _started = Stopwatch.GetTimestamp();

        public void Dispose()
        {
            var elapsed = Stopwatch.GetElapsedTime(_started);
            tally._stages.AddOrUpdate(stage, elapsed, (_, sum) => sum + elapsed);
        }
    }
}
