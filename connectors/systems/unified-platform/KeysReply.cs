namespace Exchange.UnifiedPlatform;

/// <summary>A page of what the platform holds.</summary>
internal sealed record KeysReply(IReadOnlyList<HeldItem>? Items);
