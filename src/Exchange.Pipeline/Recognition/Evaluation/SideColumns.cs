namespace Exchange.Pipeline.Recognition.Evaluation;

/// <summary>What the columns of one side mean.</summary>
public sealed record SideColumns
{
    /// <summary>The id of the system of this side.</summary>
    public required string System { get; init; }

    /// <summary>The column of the key.</summary>
    public required string Key { get; init; }

    /// <summary>For each field the columns it is made of, joined by a blank.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Fields { get; init; }
}
