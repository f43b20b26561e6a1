using Exchange.Mapping.Plans;

namespace Exchange.Mapping.Compilation;

/// <summary>Gathers the output document while a mapping is compiled.</summary>
internal sealed class OutputBuilder(string name, int order)
{
    private readonly List<(string Path, int Index)> _raw = [];

    public string Name { get; } = name;

    public int Order { get; } = order;

    public List<OutputBuilder> Children { get; } = [];

    /// <summary>Whether the group is the one item of a list.</summary>
    public bool AsList { get; init; }

    /// <summary>The finished node of a field or list; <see langword="null"/> for a group.</summary>
    public OutputNode? Node { get; set; }

    /// <summary>The group of a name; <see langword="null"/> where something else has the name.</summary>
    public OutputBuilder? Group(string child, int childOrder, bool asList = false)
    {
        var known = Children.Find(c => c.Name == child);
        if (known is not null)
        {
            return known.Node is null && known.Children.Count > 0 ? known : null;
        }

        var group = new OutputBuilder(child, childOrder) { AsList = asList };
        Children.Add(group);
        return group;
    }

    /// <summary>Makes room for a field or list; <see langword="null"/> where something has the name already.</summary>
    public OutputBuilder? Leaf(string child, int childOrder)
    {
        if (Children.Exists(c => c.Name == child))
        {
            return null;
        }

        var leaf = new OutputBuilder(child, childOrder);
        Children.Add(leaf);
        return leaf;
    }

    /// <summary>Whether the mapping says anything about a path, right or wrong.</summary>
    public bool Mentions(string path)
    {
        var at = this;
        foreach (var name in path.Split('.'))
        {
            at = at?.Children.Find(c => c.Name == name);
        }

        return at is not null;
    }

    /// <summary>Keeps what a field came from under <c>raw</c> here.</summary>
    public void KeepRaw(string path, int index) => _raw.Add((path, index));

    /// <summary>The nodes in order.</summary>
    public OutputNode[] Build()
    {
        var nodes = Children.OrderBy(c => c.Order).Select(c => c.Node ?? new GroupNode(c.Name, c.Build(), c.AsList)).ToList();
        if (_raw.Count > 0)
        {
            nodes.Add(new RawNode(_raw));
        }

        return [.. nodes];
    }
}
