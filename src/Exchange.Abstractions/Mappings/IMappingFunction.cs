namespace Exchange.Abstractions.Mappings;

/// <summary>A named operator with its arguments. It is used on several threads at once and keeps nothing of a record.</summary>
public interface IMappingFunction
{
    /// <summary>Changes a value. It should not throw; where it does, the field has a bad format.</summary>
    /// <param name="value">The value, never empty.</param>
    /// <param name="also">The values of the paths under <c>also</c>, in their order; <see langword="null"/> where there is none.</param>
    MappingResult Apply(string value, IReadOnlyList<string?> also);
}
