namespace Exchange.UnifiedPlatform;

/// <summary>A case the platform holds: the hub's case id, its version and the digest of its content.</summary>
internal sealed record HeldItem(string? Key, int? Version, string? Hash, string? PlatformId);
