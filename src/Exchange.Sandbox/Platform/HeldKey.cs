namespace Exchange.Sandbox.Platform;

/// <summary>A row of the key listing: Key is the hub's case id.</summary>
internal sealed record HeldKey(string Key, long Version, string Hash, string PlatformId);
