namespace Exchange.Sandbox.Systems;

/// <summary>A case the hub must know.</summary>
/// <param name="Key">Its number at the source.</param>
/// <param name="ParentKey">The number of its parent, in this or another system.</param>
/// <param name="AtPlatform">
/// What the unified platform must hold of it, by its own field names and only those that are certain; <see langword="null"/> where the
/// case has not come far enough for the platform.
/// </param>
internal sealed record ExpectedCase(string Key, string? ParentKey, IReadOnlyDictionary<string, string>? AtPlatform);
