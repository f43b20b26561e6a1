namespace Exchange.Sandbox.Platform;

internal sealed record KnownKey(string Key, long Version, string PlatformId);
