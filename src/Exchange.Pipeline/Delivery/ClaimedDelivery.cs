using Exchange.Abstractions.Sources;

namespace Exchange.Pipeline.Delivery;

/// <summary>A version claimed for sending; until it is finished no other version of its case is claimed for the target.</summary>
public sealed record ClaimedDelivery
{
    /// <summary>The case.</summary>
    public required long CaseId { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>Upsert or delete.</summary>
    public required RecordOperation Operation { get; init; }

    /// <summary>The digest of the content.</summary>
    public required byte[] ContentDigest { get; init; }

    /// <summary>The sealed content; of the last version that has one, where the case is withdrawn.</summary>
    public required byte[] Sealed { get; init; }

    /// <summary>The version whose content <see cref="Sealed"/> is.</summary>
    public required int SealedVersion { get; init; }

    /// <summary>The system whose record made the case.</summary>
    public string? System { get; init; }

    /// <summary>How often it was tried before.</summary>
    public int Attempts { get; init; }

    /// <summary>Whether an earlier attempt may have arrived.</summary>
    public bool Uncertain { get; init; }

    /// <summary>The target's own id of the case, where it has told one.</summary>
    public string? PlatformId { get; init; }
}
