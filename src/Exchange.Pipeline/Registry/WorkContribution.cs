using Exchange.Abstractions.Security;

namespace Exchange.Pipeline.Registry;

/// <summary>A contribution while a batch is worked on: stored or new, opened only when its content is needed.</summary>
internal sealed class WorkContribution
{
    private readonly CaseContribution? _stored;
    private ReadOnlyMemory<byte>? _content;

    public WorkContribution(CaseContribution stored)
    {
        _stored = stored;
        ContributionId = stored.ContributionId;
        Source = stored.Source;
        Part = stored.Part;
        Key = stored.Key;
        Version = stored.Version;
        Deleted = stored.Deleted;
        ContentDigest = stored.ContentDigest;
    }

    public WorkContribution(long contributionId, string source, string part, string key, DateTimeOffset? version, ReadOnlyMemory<byte>? content, byte[]? contentDigest)
    {
        ContributionId = contributionId;
        Source = source;
        Part = part;
        Key = key;
        Version = version;
        _content = content;
        ContentDigest = contentDigest;
        Deleted = content is null;
    }

    public long ContributionId { get; }

    public string Source { get; }

    public string Part { get; }

    public string Key { get; }

    public DateTimeOffset? Version { get; }

    public bool Deleted { get; }

    public byte[]? ContentDigest { get; }

    /// <summary>The content in clear.</summary>
    public ReadOnlyMemory<byte> Open(ISealer sealer, long caseId)
    {
        if (_content is { } content)
        {
            return content;
        }

        var place = _stored!.ContentVersion is { } version
            ? SealedPlace.Version(caseId, version)
            : SealedPlace.Contribution(ContributionId, ContentDigest);
        content = sealer.Open(_stored.Sealed, place);
        _content = content;
        return content;
    }
}
