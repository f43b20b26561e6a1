namespace Exchange.Abstractions.Sources;

/// <summary>One record of a source system, decoded to JSON whatever its transport was.</summary>
public sealed class SourceRecord
{
    /// <summary>The key of the record in its stream; <see langword="null"/> where it has none, with <see cref="Fault"/> set.</summary>
    public required string? SourceKey { get; init; }

    /// <summary>The key of the case the record belongs to, within its system; <see langword="null"/> where it has none.</summary>
    public required string? CaseKey { get; init; }

    /// <summary>The time of this version at the source; <see langword="null"/> where it has none or it is implausible (9999-12-31).</summary>
    public DateTimeOffset? Version { get; init; }

    /// <summary>Whether the record says that its subject exists.</summary>
    public RecordOperation Operation { get; init; }

    /// <summary>The record as one JSON object, UTF-8. Valid until the next page is asked for.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>What the connector needs to acknowledge exactly this version, opaque to the hub; never stored.</summary>
    public object? Acknowledgement { get; init; }

    /// <summary>Why the record cannot be taken at all (no key, undecodable); <see langword="null"/> for a good one.</summary>
    public RecordFault? Fault { get; init; }
}
