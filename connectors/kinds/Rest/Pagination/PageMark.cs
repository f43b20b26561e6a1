using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Rest.Pagination;

/// <summary>By what a record is known again: its key, and its key with its version. A record without a key is known by its bytes.</summary>
internal readonly record struct PageMark(ulong Key, ulong Content)
{
    private const ulong Start = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static PageMark Of(SourceRecord record)
    {
        if (record.SourceKey is not { } key)
        {
            return Of(record.Json.Span);
        }

        var mark = Of(key);
        return mark with { Content = (mark.Key ^ (ulong)(record.Version?.UtcTicks ?? 0)) * Prime };
    }

    public static PageMark Of(string key)
    {
        var hash = Start;
        foreach (var letter in key)
        {
            hash = (hash ^ letter) * Prime;
        }

        return new PageMark(hash, hash);
    }

    private static PageMark Of(ReadOnlySpan<byte> json)
    {
        var hash = Start;
        foreach (var one in json)
        {
            hash = (hash ^ one) * Prime;
        }

        return new PageMark(hash, hash);
    }

    /// <summary>One number for a whole page.</summary>
    public static ulong OfPage(IReadOnlyList<PageMark> records)
    {
        var hash = Start;
        foreach (var record in records)
        {
            hash = ((hash ^ record.Content) * Prime) ^ (hash >> 29);
        }

        return hash;
    }
}
