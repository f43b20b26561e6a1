namespace Exchange.Mapping.Outlines;

/// <summary>What a mapping says about one field.</summary>
/// <param name="Path">The canonical path, as errors name it: <c>events.action</c>; for an outbound mapping the target's own name.</param>
/// <param name="Scope">The list of the source whose items it is read from; empty for the record itself.</param>
/// <param name="Line">Where it stands in the file.</param>
public sealed record FieldOutline(string Path, string Scope, int Line)
{
    /// <summary>The paths in the source it is made from, without positions.</summary>
    public List<string> Sources { get; } = [];

    /// <summary>The code tables it goes through.</summary>
    public List<string> Tables { get; } = [];

    /// <summary>The check of its value; <see langword="null"/> where there is none.</summary>
    public string? Check { get; set; }

    /// <summary>Whether the mapping says that it must not be empty.</summary>
    public bool Required { get; set; }

    /// <summary>The branches of each of its choices.</summary>
    internal List<IReadOnlyList<WhenBranch>> Choices { get; } = [];
}
