namespace Exchange.UnifiedPlatform;

/// <summary>A key the platform knows, with the version it came with.</summary>
internal sealed record KnownItem(string? Key, int? Version, string? PlatformId);
