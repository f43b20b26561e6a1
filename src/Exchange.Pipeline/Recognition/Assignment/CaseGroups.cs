namespace Exchange.Pipeline.Recognition.Assignment;

/// <summary>
/// Which cases are one. A group holds one case of a system at most, and no two that are decided or known to be two: so a
/// chain of links cannot join by accident what does not belong together.
/// </summary>
/// <param name="systems">The system of each case.</param>
/// <param name="decided">What people have decided.</param>
/// <param name="contradict">Whether what two cases say excludes that they are one.</param>
internal sealed class CaseGroups(int[] systems, DecidedPairs decided, Func<int, int, bool> contradict)
{
    private readonly int[] _root = [.. Enumerable.Range(0, systems.Length)];
    private readonly int[] _next = [.. Enumerable.Range(0, systems.Length)];

    /// <summary>A number every case of a group has in common.</summary>
    public int RootOf(int index)
    {
        while (_root[index] != index)
        {
            index = _root[index] = _root[_root[index]];
        }

        return index;
    }

    public bool Together(int left, int right) => RootOf(left) == RootOf(right);

    public bool IsAlone(int index) => _next[index] == index;

    /// <summary>Whether the groups of two cases may become one.</summary>
    public bool CanJoin(int left, int right)
    {
        if (IsAlone(left) && IsAlone(right))
        {
            return systems[left] != systems[right] && (decided.NoneApart || !decided.Apart(left, right));
        }

        if (Together(left, right))
        {
            return false;
        }

        foreach (var a in Members(left))
        {
            foreach (var b in Members(right))
            {
                if (systems[a] == systems[b] || decided.Apart(a, b) || ((a != left || b != right) && contradict(a, b)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Whether a decision keeps the groups of two cases apart.</summary>
    public bool DecidedApart(int left, int right) => Members(left).Any(a => Members(right).Any(b => decided.Apart(a, b)));

    /// <summary>Makes one group of two, the smaller number its root.</summary>
    public void Join(int left, int right)
    {
        var a = RootOf(left);
        var b = RootOf(right);
        if (a != b)
        {
            _root[Math.Max(a, b)] = Math.Min(a, b);
            (_next[a], _next[b]) = (_next[b], _next[a]);
        }
    }

    public IEnumerable<int> Members(int index)
    {
        var at = index;
        do
        {
            yield return at;
            at = _next[at];
        }
        while (at != index);
    }
}
