namespace Exchange.Abstractions.Decoding;

/// <summary>An XML element with members, in their order.</summary>
internal sealed class XmlGroup
{
    private readonly Dictionary<string, List<object?>> _byName = new(StringComparer.Ordinal);

    /// <summary>Each name with its values: one, or several where the element repeats.</summary>
    public List<(string Name, List<object?> Values)> Members { get; } = [];

    public void Add(string name, object? value)
    {
        if (!_byName.TryGetValue(name, out var values))
        {
            _byName[name] = values = [];
            Members.Add((name, values));
        }

        values.Add(value);
    }
}
