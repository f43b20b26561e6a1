using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Files.Reading;

/// <summary>The records of a page as JSON objects in one buffer that is used again for the next page.</summary>
internal abstract class RecordPage
{
    private const int Largest = 32 * 1024 * 1024;

    /// <summary>The JSON.</summary>
    protected JsonBuffer Json { get; } = new();

    /// <summary>How many records the page holds.</summary>
    public abstract int Count { get; }

    /// <summary>Whether the page should end although it has few records, because they are large.</summary>
    public bool IsLarge => Json.Length > Largest;

    public abstract void Clear();

    /// <summary>The records, with what is odd about their versions.</summary>
    /// <param name="sourceNow">The present, for telling implausible versions.</param>
    /// <param name="acknowledgement">What the last record acknowledges, or <see langword="null"/>.</param>
    public abstract (IReadOnlyList<SourceRecord> Records, IReadOnlyList<string> Notices) Take(DateTimeOffset sourceNow, object? acknowledgement);
}
