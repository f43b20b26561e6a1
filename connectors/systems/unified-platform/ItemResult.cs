namespace Exchange.UnifiedPlatform;

/// <summary>What the platform says about one item: code 0 accepted, 409 repeat, 422 rejected, 503 try later.</summary>
internal sealed record ItemResult(string? Key, string? Code, string? Message, string? PlatformId);
