namespace Exchange.Abstractions.Sources;

/// <summary>The records read from one page, and what was odd about their versions.</summary>
public sealed class RecordBatch
{
    private readonly List<SourceRecord> _records;

    internal RecordBatch(int capacity) => _records = new List<SourceRecord>(capacity);

    /// <summary>The records in the order of the page.</summary>
    public IReadOnlyList<SourceRecord> Records => _records;

    /// <summary>How many records are dated so far in the future that their version was ignored.</summary>
    public int FarFuture { get; internal set; }

    /// <summary>How many records have no version that can be read.</summary>
    public int Unreadable { get; internal set; }

    /// <summary>What to tell an operator about the page.</summary>
    public IReadOnlyList<string> Notices()
    {
        var notices = new List<string>();
        if (FarFuture > 0)
        {
            notices.Add(FarFuture == 1 ? "1 row dated in the far future" : $"{FarFuture} rows dated in the far future");
        }

        if (Unreadable > 0)
        {
            notices.Add(Unreadable == 1 ? "1 row without a readable update time" : $"{Unreadable} rows without a readable update time");
        }

        return notices;
    }

    internal void Add(SourceRecord record) => _records.Add(record);
}
