using Exchange.Abstractions.Sources;

namespace Exchange.Abstractions.Targets;

/// <summary>A version of a case to write to a target.</summary>
public sealed record DeliveryItem
{
    /// <summary>The idempotency key, made from target, case, version and content digest.</summary>
    public required string Key { get; init; }

    /// <summary>The hub's id of the case: the key of the target's object.</summary>
    public required string CaseId { get; init; }

    /// <summary>The version of the case, counted from 1.</summary>
    public required int Version { get; init; }

    /// <summary>Upsert, or delete where the target can withdraw.</summary>
    public required RecordOperation Operation { get; init; }

    /// <summary>The item as one JSON object, UTF-8, already in the target's words.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>The target's own id of the case, where it has told one.</summary>
    public string? PlatformId { get; init; }

    /// <summary>Whether an earlier attempt may have arrived.</summary>
    public bool Uncertain { get; init; }
}
