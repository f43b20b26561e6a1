namespace Exchange.Pipeline.Drift;

/// <summary>An object of the known shape.</summary>
internal sealed class KnownObject
{
    /// <summary>How many of it were seen while the shape was learned.</summary>
    public int Count { get; set; }

    /// <summary>Its fields.</summary>
    public Dictionary<string, KnownField> Fields { get; init; } = new(StringComparer.Ordinal);
}
