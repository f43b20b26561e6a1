namespace Exchange.Pipeline.Recognition.Rules;

/// <summary>Two cases are one where they share a number.</summary>
public sealed record IdentifierRule
{
    /// <summary>What the rule is called where a link names it.</summary>
    public required string Name { get; init; }

    /// <summary>The numbers of one case.</summary>
    public required NumberKinds Numbers { get; init; }

    /// <summary>As what the same number stands in the other case; <see cref="NumberKinds.None"/> for the same kind.</summary>
    public NumberKinds As { get; init; }

    /// <summary>Whether the item has to be of one family as well.</summary>
    public bool SameItem { get; init; }

    /// <summary>The smallest score with which the number alone decides; below, a person does.</summary>
    public double AtLeast { get; init; }
}
