using System.Text;

namespace Exchange.Mapping.Sources;

/// <summary>A node of the paths to texts that hold a structure. Lists are walked through: what holds for one item holds for all.</summary>
internal sealed class TextNode
{
    private readonly List<(byte[] Name, TextNode Node)> _children = [];

    public TextContent Holds { get; set; }

    public bool HasChildren => _children.Count > 0;

    public TextNode Child(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        if (Find(bytes) is { } known)
        {
            return known;
        }

        var node = new TextNode();
        _children.Add((bytes, node));
        return node;
    }

    public TextNode? Find(ReadOnlySpan<byte> name)
    {
        foreach (var (known, node) in _children)
        {
            if (name.SequenceEqual(known))
            {
                return node;
            }
        }

        return null;
    }
}
