namespace Exchange.Pipeline.Recognition.Blocking;

/// <summary>The keys of all cases, one case behind the other.</summary>
internal sealed class CaseKeys(ulong[] values, int[] starts)
{
    public int Count => starts[^1];

    public ReadOnlySpan<ulong> Values => values;

    /// <summary>The keys of a case, sorted.</summary>
    public ReadOnlySpan<ulong> Of(int index) => values.AsSpan(starts[index], starts[index + 1] - starts[index]);

    /// <summary>Puts pieces together.</summary>
    public static CaseKeys Join(IReadOnlyList<(List<ulong> Keys, List<int> Counts)> pieces)
    {
        var starts = new int[pieces.Sum(p => p.Counts.Count) + 1];
        var values = new ulong[pieces.Sum(p => p.Keys.Count)];
        var at = 0;
        var written = 0;
        foreach (var (keys, counts) in pieces)
        {
            keys.CopyTo(values, written);
            written += keys.Count;
            foreach (var count in counts)
            {
                starts[at + 1] = starts[at] + count;
                at++;
            }
        }

        return new CaseKeys(values, starts);
    }
}
