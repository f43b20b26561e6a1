namespace Exchange.Mapping.Drafting.Samples;

/// <summary>A field seen in samples: where it stands and what it held.</summary>
/// <param name="path">The path from its scope, groups joined by dots.</param>
/// <param name="groups">The names of the groups around it, the outermost first.</param>
/// <param name="name">Its own name.</param>
internal sealed class SampleField(string path, IReadOnlyList<string> groups, string name)
{
    private const int MostValues = 2_000;
    private readonly List<string> _values = [];

    public string Path { get; } = path;

    public IReadOnlyList<string> Groups { get; } = groups;

    public string Name { get; } = name;

    /// <summary>The values as text, in the order of the records; nothing for null.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>Whether it once held true or false.</summary>
    public bool HasFlags { get; set; }

    /// <summary>Whether it once held a list of plain values.</summary>
    public bool HasList { get; set; }

    public void Add(string value)
    {
        if (_values.Count < MostValues)
        {
            _values.Add(value);
        }
    }
}
