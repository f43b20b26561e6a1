namespace Exchange.Sandbox.Platform;

/// <summary>What the platform answers for one item.</summary>
internal sealed record ItemAnswer(string Key, string Code, string Message, string? PlatformId);
