using System.Text;

namespace Exchange.Mapping.Sources;

/// <summary>A node of the paths a mapping reads, walked along with the record in one pass.</summary>
internal sealed class SourceNode
{
    private readonly List<(byte[] Name, SourceNode Node)> _children = [];
    private readonly Dictionary<int, SourceNode> _items = [];
    private (byte[] Name, SourceNode Node)[]?[] _buckets = [];

    /// <summary>The slot that takes the value here, or −1.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>Whether anything below an object is read.</summary>
    public bool HasChildren => _children.Count > 0;

    /// <summary>Whether anything below a list is read by position.</summary>
    public bool HasItems => _items.Count > 0;

    /// <summary>The node of a path, made where it is missing.</summary>
    public SourceNode At(SourcePath path)
    {
        var node = this;
        foreach (var step in path.Steps)
        {
            node = step is string name ? node.Child(name) : node.Item((int)step);
        }

        return node;
    }

    /// <summary>The node of a name in an object, or <see langword="null"/> where nothing there is read.</summary>
    public SourceNode? Find(ReadOnlySpan<byte> name)
    {
        if (_buckets.Length == 0)
        {
            return null;
        }

        var bucket = _buckets[Hash(name) & (_buckets.Length - 1)];
        if (bucket is not null)
        {
            foreach (var (known, node) in bucket)
            {
                if (name.SequenceEqual(known))
                {
                    return node;
                }
            }
        }

        return null;
    }

    /// <summary>The node of a position in a list, or <see langword="null"/>.</summary>
    public SourceNode? Find(int position) => _items.GetValueOrDefault(position);

    private SourceNode Child(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        if (Find(bytes) is { } known)
        {
            return known;
        }

        var node = new SourceNode();
        _children.Add((bytes, node));
        var size = 4;
        while (size < _children.Count * 2)
        {
            size *= 2;
        }

        _buckets = new (byte[], SourceNode)[]?[size];
        foreach (var group in _children.GroupBy(c => Hash(c.Name) & (size - 1)))
        {
            _buckets[group.Key] = [.. group];
        }

        return node;
    }

    private SourceNode Item(int position)
    {
        if (!_items.TryGetValue(position, out var node))
        {
            _items[position] = node = new SourceNode();
        }

        return node;
    }

    private static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = 17;
        foreach (var b in name)
        {
            hash = unchecked(hash * 31 + b);
        }

        return hash ^ (hash >> 7);
    }
}
