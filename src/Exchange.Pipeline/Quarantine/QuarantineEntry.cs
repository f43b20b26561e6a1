using Exchange.Abstractions.Sources;
using Exchange.Mapping;

namespace Exchange.Pipeline.Quarantine;

/// <summary>An open quarantine entry.</summary>
public sealed record QuarantineEntry
{
    /// <summary>Its id.</summary>
    public required long QuarantineId { get; init; }

    /// <summary>The stream, or the target that refused it.</summary>
    public required string Stream { get; init; }

    /// <summary>The id of the stream; <see langword="null"/> for a refusal by a target.</summary>
    public int? StreamId { get; init; }

    /// <summary>The stored form of the source key; the case id for a refusal by a target.</summary>
    public required string Key { get; init; }

    /// <summary>The stored form of the case key.</summary>
    public string? CaseKey { get; init; }

    /// <summary>The case, for a refusal by a target.</summary>
    public long? CaseId { get; init; }

    /// <summary>Whether the record says that its subject exists.</summary>
    public RecordOperation Operation { get; init; }

    /// <summary>The time of its version at the source.</summary>
    public DateTimeOffset? Version { get; init; }

    /// <summary>Everything that is wrong with it.</summary>
    public required IReadOnlyList<FieldError> Errors { get; init; }

    /// <summary>The sealed raw record; <see langword="null"/> for a refusal by a target.</summary>
    public byte[]? Sealed { get; init; }

    /// <summary>How often it was seen.</summary>
    public int TimesSeen { get; init; }

    /// <summary>When it was first seen.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it was last seen.</summary>
    public DateTimeOffset LastSeen { get; init; }
}
