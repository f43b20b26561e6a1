namespace Exchange.Pipeline.Drift;

/// <summary>A field of the known shape.</summary>
internal sealed class KnownField
{
    /// <summary>The types seen, as a set of bits by <see cref="System.Text.Json.JsonValueKind"/>.</summary>
    public int Kinds { get; set; }

    /// <summary>In how many objects it was while the shape was learned.</summary>
    public int Count { get; set; }

    /// <summary>Whether it may be absent, whatever was learned.</summary>
    public bool Optional { get; set; }
}
