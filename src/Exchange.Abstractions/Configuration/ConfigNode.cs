namespace Exchange.Abstractions.Configuration;

/// <summary>A node of a configuration file, with its place; independent of the file's syntax.</summary>
/// <param name="location">Where the node begins.</param>
public abstract class ConfigNode(SourceLocation location)
{
    /// <summary>Where the node begins.</summary>
    public SourceLocation Location { get; } = location;
}
