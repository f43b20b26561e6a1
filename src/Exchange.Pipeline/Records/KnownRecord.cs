namespace Exchange.Pipeline.Records;

/// <summary>What the hub holds of a source record.</summary>
/// <param name="ContributionId">The id of its contribution.</param>
/// <param name="CaseId">The case it belongs to.</param>
/// <param name="Version">The time of the version held.</param>
/// <param name="RecordDigest">The digest of the raw record held; <see langword="null"/> after a deletion.</param>
/// <param name="RevisionId">The revision of the mapping it was mapped with.</param>
/// <param name="ContentDigest">The digest of its mapped content; <see langword="null"/> after a deletion.</param>
/// <param name="Deleted">Whether the source has deleted it.</param>
/// <param name="ChangedAt">When the hub last changed it.</param>
public sealed record KnownRecord(
    long ContributionId,
    long CaseId,
    DateTimeOffset? Version,
    byte[]? RecordDigest,
    int RevisionId,
    byte[]? ContentDigest,
    bool Deleted,
    DateTimeOffset ChangedAt);
