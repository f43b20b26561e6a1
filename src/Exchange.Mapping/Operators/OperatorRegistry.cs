using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Operators;

/// <summary>Every operator a field can have. A new one is a factory, an operator and a line here.</summary>
internal static class OperatorRegistry
{
    public static IReadOnlyList<IFieldOperatorFactory> All { get; } =
    [
        new FromFactory(),
        new FirstFactory(),
        new ConstFactory(),
        new ConcatFactory(),
        new WhenFactory(),
        new LookupFactory(),
        new CleanFactory(),
        new SplitFactory(),
        new PatternFactory(),
        new UseFactory(),
        new CodeFactory(),
        new TimeFactory("datetime", SchemaType.DateTime),
        new TimeFactory("date", SchemaType.Date),
        new NumberFactory(),
        new AsFactory(),
        new CheckFactory(),
    ];

    /// <summary>The factory of a key, or <see langword="null"/>.</summary>
    public static IFieldOperatorFactory? Find(string key)
    {
        foreach (var factory in All)
        {
            if (string.Equals(factory.Key, key, StringComparison.Ordinal))
            {
                return factory;
            }
        }

        return null;
    }

    /// <summary>The factory beside which a key may stand, or <see langword="null"/>.</summary>
    public static IFieldOperatorFactory? OwnerOf(string companion) => All.FirstOrDefault(f => f.Companion == companion);
}
