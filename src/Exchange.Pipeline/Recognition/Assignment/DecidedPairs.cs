using Exchange.Pipeline.Recognition.Cases;

namespace Exchange.Pipeline.Recognition.Assignment;

/// <summary>The decisions about the cases at hand, by their numbers.</summary>
internal sealed class DecidedPairs
{
    private readonly HashSet<(int, int)> _apart = [];

    /// <summary>Pairs decided to be one, in the order of their references.</summary>
    public List<(int Left, int Right)> Linked { get; } = [];

    /// <summary>Whether nobody has decided that any two are two.</summary>
    public bool NoneApart => _apart.Count == 0;

    public static DecidedPairs Of(MatchDecisions decisions, IReadOnlyList<CaseEntry> entries)
    {
        var pairs = new DecidedPairs();
        if (decisions.Linked.Count + decisions.NotTheSame.Count == 0)
        {
            return pairs;
        }

        var named = decisions.Linked.Concat(decisions.NotTheSame).SelectMany(p => new[] { p.Left, p.Right }).ToHashSet();
        var numbers = new Dictionary<CaseReference, int>();
        for (var i = 0; i < entries.Count; i++)
        {
            if (named.Contains(entries[i].Reference))
            {
                numbers[entries[i].Reference] = i;
            }
        }

        foreach (var (left, right) in decisions.NotTheSame)
        {
            if (numbers.TryGetValue(left, out var a) && numbers.TryGetValue(right, out var b))
            {
                pairs._apart.Add((Math.Min(a, b), Math.Max(a, b)));
            }
        }

        foreach (var (left, right) in decisions.Linked.Select(p => p.Left < p.Right ? p : (p.Right, p.Left)).Distinct().Order())
        {
            if (numbers.TryGetValue(left, out var a) && numbers.TryGetValue(right, out var b) && a != b)
            {
                pairs.Linked.Add((a, b));
            }
        }

        return pairs;
    }

    public bool Apart(int left, int right) => _apart.Contains((Math.Min(left, right), Math.Max(left, right)));
}
