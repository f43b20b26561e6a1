using System.Collections.Concurrent;

namespace Exchange.Abstractions.Configuration;

/// <summary>
/// Notes which keys are asked of which maps while it lives, in this flow of control. With it a test compares what a kind reads
/// with what its schema of options describes.
/// </summary>
public sealed class ConfigKeys : IDisposable
{
    private static readonly AsyncLocal<ConfigKeys?> Current = new();

    private readonly ConcurrentDictionary<ConfigMap, ConcurrentDictionary<string, bool>> _asked = new(ReferenceEqualityComparer.Instance);

    private ConfigKeys()
    {
    }

    /// <summary>Begins to note.</summary>
    public static ConfigKeys Record() => Current.Value = new ConfigKeys();

    /// <summary>The keys asked of a map so far.</summary>
    public IReadOnlyCollection<string> Of(ConfigMap map) => _asked.TryGetValue(map, out var keys) ? [.. keys.Keys] : [];

    /// <summary>Ends it.</summary>
    public void Dispose() => Current.Value = null;

    internal static void Note(ConfigMap map, string key) => Current.Value?._asked.GetOrAdd(map, _ => new ConcurrentDictionary<string, bool>(StringComparer.Ordinal)).TryAdd(key, true);
}
