namespace Exchange.Schema.Catalog;

/// <summary>Marks a text that holds one of a set of canonical words.</summary>
/// <param name="set">The name of the set.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CodedAttribute(string set) : Attribute
{
    /// <summary>The name of the set.</summary>
    public string Set { get; } = set;
}
