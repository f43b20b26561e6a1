namespace Exchange.Testing.Records;

/// <summary>What one read of a stream brought.</summary>
/// <param name="Pages">Its pages.</param>
/// <param name="Cut">Whether it was stopped at its limit, so that there may be more.</param>
internal sealed record StreamReading(IReadOnlyList<SeenPage> Pages, bool Cut)
{
    public IReadOnlyList<SeenRecord> Records { get; } = [.. Pages.SelectMany(p => p.Records)];

    /// <summary>The cursor after the last page.</summary>
    public string? Cursor => Pages.Count == 0 ? null : Pages[^1].Cursor;

    /// <summary>The keys that were read.</summary>
    public HashSet<string> Keys => [.. Records.Select(r => r.Key).OfType<string>()];

    /// <summary>The records by key; the last of several with the same key.</summary>
    public Dictionary<string, SeenRecord> ByKey()
    {
        var records = new Dictionary<string, SeenRecord>(StringComparer.Ordinal);
        foreach (var record in Records.Where(r => r.Key is not null))
        {
            records[record.Key!] = record;
        }

        return records;
    }
}
