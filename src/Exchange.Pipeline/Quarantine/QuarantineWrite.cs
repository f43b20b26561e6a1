using Exchange.Abstractions.Sources;
using Exchange.Mapping;

namespace Exchange.Pipeline.Quarantine;

/// <summary>A record that goes to quarantine, with everything that is wrong with it.</summary>
public sealed record QuarantineWrite
{
    /// <summary>The id of the entry if its key has none open yet.</summary>
    public required long QuarantineId { get; init; }

    /// <summary>The stored form of the source key.</summary>
    public required string Key { get; init; }

    /// <summary>The stored form of the case key, where there is one.</summary>
    public string? CaseKey { get; init; }

    /// <summary>Whether the record says that its subject exists.</summary>
    public RecordOperation Operation { get; init; }

    /// <summary>The time of its version at the source.</summary>
    public DateTimeOffset? Version { get; init; }

    /// <summary>Everything that is wrong with it.</summary>
    public required IReadOnlyList<FieldError> Errors { get; init; }

    /// <summary>The sealed raw record.</summary>
    public required byte[] Sealed { get; init; }
}
