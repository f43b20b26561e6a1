using System.Collections.Frozen;
using System.Reflection;
using Exchange.Abstractions.Mappings;

namespace Exchange.Mapping.Operators;

/// <summary>The operators written in C#: every assembly beside the program that announces one.</summary>
internal static class NamedOperators
{
    private static readonly Lazy<FrozenDictionary<string, IReadOnlyList<MappingOperatorAttribute>>> Announced = new(Find);

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => Announced.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>Who announces a name: one where all is well.</summary>
    public static IReadOnlyList<MappingOperatorAttribute> Of(string name) => Announced.Value.GetValueOrDefault(name) ?? [];

    private static FrozenDictionary<string, IReadOnlyList<MappingOperatorAttribute>> Find() =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "Exchange.*.dll").Order(StringComparer.Ordinal)
            .SelectMany(f => Assembly.Load(new AssemblyName(Path.GetFileNameWithoutExtension(f))).GetCustomAttributes<MappingOperatorAttribute>())
            .GroupBy(a => a.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => (IReadOnlyList<MappingOperatorAttribute>)[.. g], StringComparer.Ordinal);
}
