using Exchange.Abstractions.Sources;
using Exchange.Mapping;
using Exchange.Pipeline.Drift;

namespace Exchange.Pipeline.Records;

/// <summary>A source record decoded, digested and mapped; nothing of the store has been asked yet.</summary>
public sealed class PreparedRecord
{
    /// <summary>The stored form of the source key.</summary>
    public required string Key { get; init; }

    /// <summary>The stored form of the case key; <see langword="null"/> where the record has none.</summary>
    public string? CaseKey { get; init; }

    /// <summary>The time of the version at the source; <see langword="null"/> where it has none.</summary>
    public DateTimeOffset? Version { get; init; }

    /// <summary>Whether the record says that its subject exists.</summary>
    public RecordOperation Operation { get; init; }

    /// <summary>The raw record.</summary>
    public required byte[] Raw { get; init; }

    /// <summary>The digest of the canonicalised raw record.</summary>
    public byte[] RecordDigest { get; init; } = [];

    /// <summary>The mapped content; empty for a deletion or a record with errors.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The digest of the mapped content.</summary>
    public byte[] ContentDigest { get; init; } = [];

    /// <summary>Everything that is wrong with the record.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>How it departs from the known shape of its stream; <see langword="null"/> for not at all.</summary>
    public IReadOnlyList<DriftNote>? Drift { get; init; }

    /// <summary>Whether a declared filter leaves it out.</summary>
    public bool Excluded { get; init; }

    /// <summary>Whether a later record of the same batch with the same key replaces it.</summary>
    public bool Folded { get; set; }

    /// <summary>When it went into quarantine, where it is replayed from there.</summary>
    public DateTimeOffset? QuarantinedAt { get; init; }
}
