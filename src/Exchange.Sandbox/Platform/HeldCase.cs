namespace Exchange.Sandbox.Platform;

/// <summary>The version the platform holds of a case.</summary>
internal sealed record HeldCase(long Version, string PlatformId);
