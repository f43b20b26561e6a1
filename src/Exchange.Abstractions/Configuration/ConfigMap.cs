namespace Exchange.Abstractions.Configuration;

/// <summary>A map of keys to nodes; the parser has already refused a key that stands twice.</summary>
/// <param name="location">Where the map begins.</param>
/// <param name="entries">The entries, in the order of the file.</param>
public sealed class ConfigMap(SourceLocation location, IReadOnlyList<ConfigEntry> entries) : ConfigNode(location)
{
    /// <summary>The entries, in the order of the file.</summary>
    public IReadOnlyList<ConfigEntry> Entries { get; } = entries;

    /// <summary>The entry of a key, or <see langword="null"/>.</summary>
    public ConfigEntry? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (string.Equals(entry.Key, key, StringComparison.Ordinal))
            {
                return entry;
            }
        }

        return null;
    }
}
