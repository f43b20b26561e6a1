namespace Exchange.Abstractions.Configuration;

/// <summary>A key of a map and its value.</summary>
/// <param name="Key">The key as written.</param>
/// <param name="KeyLocation">Where the key stands.</param>
/// <param name="Value">The value.</param>
public sealed record ConfigEntry(string Key, SourceLocation KeyLocation, ConfigNode Value);
