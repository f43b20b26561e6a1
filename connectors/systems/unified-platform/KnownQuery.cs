namespace Exchange.UnifiedPlatform;

/// <summary>Idempotency keys to ask about.</summary>
internal sealed record KnownQuery(IReadOnlyList<string> Keys);
