namespace Exchange.UnifiedPlatform;

/// <summary>The keys the platform knows.</summary>
internal sealed record KnownReply(IReadOnlyList<KnownItem>? Known);
