namespace Exchange.Abstractions.Mappings;

/// <summary>Announces a named operator of an assembly; the hub finds it beside the program, nothing is edited.</summary>
/// <param name="name">The word after <c>use:</c> in a mapping: letters, digits and hyphens.</param>
/// <param name="type">A public or internal class with a parameterless constructor that implements <see cref="IMappingOperator"/>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class MappingOperatorAttribute(string name, Type type) : Attribute
{
    /// <summary>The word after <c>use:</c> in a mapping.</summary>
    public string Name { get; } = name;

    /// <summary>The class that implements <see cref="IMappingOperator"/>.</summary>
    public Type Type { get; } = type;
}
