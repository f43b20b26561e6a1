namespace Exchange.UnifiedPlatform;

/// <summary>The answer to a ping.</summary>
internal sealed record PingReply(bool Ok);
