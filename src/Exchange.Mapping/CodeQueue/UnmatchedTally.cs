namespace Exchange.Mapping.CodeQueue;

/// <summary>Counts the cases of one code without a counterpart.</summary>
internal sealed class UnmatchedTally(string code)
{
    private readonly SortedSet<string> _systems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private long _cases;
    private long _waiting;
    private DateTimeOffset _first = DateTimeOffset.MaxValue;
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    public void Add(IReadOnlyList<string> systems, string? name, DateTimeOffset at)
    {
        _cases++;
        _systems.UnionWith(systems);
        if (name is not null)
        {
            _names[name] = _names.GetValueOrDefault(name) + 1;
        }

        See(at, at);
    }

    public void AddWaiting(string system, long count, DateTimeOffset first, DateTimeOffset last)
    {
        _waiting += count;
        _systems.Add(system);
        See(first, last);
    }

    public UnmatchedCode Result() => new(
        code, _names.OrderByDescending(n => n.Value).ThenBy(n => n.Key, StringComparer.Ordinal).Select(n => n.Key).FirstOrDefault(), [.. _systems], _cases, _waiting, _first, _last);

    private void See(DateTimeOffset first, DateTimeOffset last)
    {
        _first = first < _first ? first : _first;
        _last = last > _last ? last : _last;
    }
}
