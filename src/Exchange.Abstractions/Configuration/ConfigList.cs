namespace Exchange.Abstractions.Configuration;

/// <summary>A list of nodes.</summary>
/// <param name="location">Where the list begins.</param>
/// <param name="items">Its items, in order.</param>
public sealed class ConfigList(SourceLocation location, IReadOnlyList<ConfigNode> items) : ConfigNode(location)
{
    /// <summary>The items, in order.</summary>
    public IReadOnlyList<ConfigNode> Items { get; } = items;
}
