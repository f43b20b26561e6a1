using Exchange.Pipeline.Recognition.Cases;
using Exchange.Pipeline.Recognition.Scoring;
using Exchange.Pipeline.Recognition.Text;

namespace Exchange.Pipeline.Recognition.Blocking;

/// <summary>All cases, ready to be compared, with their keys and the number of their system.</summary>
internal sealed class CaseTable
{
    private const int PieceSize = 2048;

    public required IReadOnlyList<CaseEntry> Entries { get; init; }

    public required PreparedCase[] Cases { get; init; }

    public required CaseKeys Keys { get; init; }

    public required int[] Systems { get; init; }

    /// <summary>A number for each reference, by which equal pairs are put in an order that does not depend on that of the cases.</summary>
    public required ulong[] Orders { get; init; }

    public static CaseTable Prepare(IReadOnlyList<CaseEntry> entries, CasePreparer preparer, KeyMaker maker, int workers, CancellationToken cancellationToken)
    {
        var cases = new PreparedCase[entries.Count];
        var orders = new ulong[entries.Count];
        var pieces = new (List<ulong>, List<int>)[(entries.Count + PieceSize - 1) / PieceSize];
        Parallel.For(0, pieces.Length, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken }, piece =>
        {
            var from = piece * PieceSize;
            var to = Math.Min(entries.Count, from + PieceSize);
            var keys = new List<ulong>((to - from) * 12);
            var counts = new List<int>(to - from);
            for (var i = from; i < to; i++)
            {
                orders[i] = TextHash.Join(TextHash.Of(entries[i].Reference.System), TextHash.Of(entries[i].Reference.Key));
                cases[i] = preparer.Prepare(entries[i]);
                var before = keys.Count;
                maker.Add(cases[i], keys);
                counts.Add(keys.Count - before);
            }

            pieces[piece] = (keys, counts);
        });

        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var systems = new int[entries.Count];
        for (var i = 0; i < systems.Length; i++)
        {
            var system = entries[i].Reference.System;
            if (!known.TryGetValue(system, out var number))
            {
                known[system] = number = known.Count;
            }

            systems[i] = number;
        }

        return new CaseTable { Entries = entries, Cases = cases, Keys = CaseKeys.Join(pieces), Systems = systems, Orders = orders };
    }
}
