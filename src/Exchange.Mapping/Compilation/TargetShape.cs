using Exchange.Abstractions.Configuration;

namespace Exchange.Mapping.Compilation;

/// <summary>What the names on the left of a mapping mean.</summary>
internal abstract class TargetShape
{
    /// <summary>The place of a name; <see langword="null"/> where there is none, which has then been reported.</summary>
    public abstract Place? Resolve(string name, SourceLocation location, ProblemList problems);

    /// <summary>The shape of the items of a list.</summary>
    public abstract TargetShape Items(Place list);

    /// <summary>Whether the value of a place is a group of further fields, given as a map.</summary>
    public abstract bool IsGroup(Place place, ConfigMap value);
}
