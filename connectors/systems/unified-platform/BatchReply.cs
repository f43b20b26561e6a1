namespace Exchange.UnifiedPlatform;

/// <summary>The results of a batch, one for each item the platform got to.</summary>
internal sealed record BatchReply(IReadOnlyList<ItemResult>? Results);
