namespace Exchange.Abstractions.Configuration;

/// <summary>A single value.</summary>
/// <param name="location">Where the value stands.</param>
/// <param name="value">The text; <see langword="null"/> for an empty or explicit null.</param>
/// <param name="quoted">Whether the author quoted it, so that it is text whatever it looks like.</param>
public sealed class ConfigScalar(SourceLocation location, string? value, bool quoted) : ConfigNode(location)
{
    /// <summary>The text; <see langword="null"/> for an empty or explicit null.</summary>
    public string? Value { get; } = value;

    /// <summary>Whether the author quoted it.</summary>
    public bool Quoted { get; } = quoted;
}
