using System.Numerics;

namespace Exchange.Pipeline.Recognition.Blocking;

/// <summary>
/// The entries of all blocks, cut by their key into pieces of a size that stays in the cache, each sorted. A block never
/// lies across two pieces, so pieces are worked on side by side, and the time for an entry does not grow with their number.
/// </summary>
internal sealed class BlockTable
{
    private const int PieceSize = 1024;

    private readonly BlockEntry[] _entries;
    private readonly int[] _starts;

    private BlockTable(BlockEntry[] entries, int[] starts) => (_entries, _starts) = (entries, starts);

    public int Pieces => _starts.Length - 1;

    public static BlockTable Build(CaseKeys keys, IReadOnlyList<Scoring.PreparedCase> cases, int workers, CancellationToken cancellationToken)
    {
        var (starts, shift) = Cut(keys.Count, keys.Values);
        var entries = new BlockEntry[keys.Count];
        var next = starts[..^1];
        for (var i = 0; i < cases.Count; i++)
        {
            var workday = cases[i].Workday;
            foreach (var key in keys.Of(i))
            {
                entries[next[(int)(key >> shift)]++] = new BlockEntry(key, workday, i);
            }
        }

        return Sorted(entries, starts, workers, cancellationToken);
    }

    public static BlockTable Build(List<BlockEntry> unsorted, int workers, CancellationToken cancellationToken)
    {
        var values = new ulong[unsorted.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = unsorted[i].Key;
        }

        var (starts, shift) = Cut(values.Length, values);
        var entries = new BlockEntry[values.Length];
        var next = starts[..^1];
        foreach (var entry in unsorted)
        {
            entries[next[(int)(entry.Key >> shift)]++] = entry;
        }

        return Sorted(entries, starts, workers, cancellationToken);
    }

    /// <summary>The entries of a piece, by key and day.</summary>
    public ReadOnlySpan<BlockEntry> Piece(int piece) => _entries.AsSpan(_starts[piece], _starts[piece + 1] - _starts[piece]);

    /// <summary>The length of the block that begins at a place of a piece.</summary>
    public static int BlockLength(ReadOnlySpan<BlockEntry> piece, int start)
    {
        var key = piece[start].Key >> 1;
        var end = start + 1;
        while (end < piece.Length && piece[end].Key >> 1 == key)
        {
            end++;
        }

        return end - start;
    }

    private static (int[] Starts, int Shift) Cut(int count, ReadOnlySpan<ulong> keys)
    {
        var bits = Math.Clamp(BitOperations.Log2((uint)Math.Max(1, count / PieceSize)), 1, 20);
        var shift = 64 - bits;
        var starts = new int[(1 << bits) + 1];
        foreach (var key in keys[..count])
        {
            starts[(int)(key >> shift) + 1]++;
        }

        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        return (starts, shift);
    }

    private static BlockTable Sorted(BlockEntry[] entries, int[] starts, int workers, CancellationToken cancellationToken)
    {
        Parallel.For(
            0,
            starts.Length - 1,
            new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken },
            i => entries.AsSpan(starts[i], starts[i + 1] - starts[i]).Sort());
        return new BlockTable(entries, starts);
    }
}
