namespace Exchange.Sandbox.Systems;

/// <summary>The records of a feed at one moment, in the order of their change.</summary>
internal sealed class Feed(IEnumerable<FeedRecord> records)
{
    private readonly FeedRecord[] _records = [.. records.OrderBy(r => r.ChangedAt).ThenBy(r => r.Key, StringComparer.Ordinal)];

    public static Feed Empty { get; } = new([]);

    public IReadOnlyList<FeedRecord> All => _records;

    /// <summary>The records changed from a moment on, up to and with another; no bound where one is absent.</summary>
    public ArraySegment<FeedRecord> Between(DateTime? from, DateTime? to)
    {
        var first = from is { } f ? Index(f) : 0;
        var end = to is { } t ? Index(t.AddTicks(1)) : _records.Length;
        return new ArraySegment<FeedRecord>(_records, first, Math.Max(0, end - first));
    }

    private int Index(DateTime moment)
    {
        var (low, high) = (0, _records.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_records[middle].ChangedAt < moment)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }
}
