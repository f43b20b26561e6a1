using System.Collections.Concurrent;
using Exchange.Pipeline.Recognition.Rules;
using Exchange.Pipeline.Recognition.Scoring;

namespace Exchange.Pipeline.Recognition.Blocking;

/// <summary>Finds the pairs of cases that share a key, scores each once, and keeps those worth it.</summary>
internal sealed class PairFinder(CaseTable table, ScoreRules rules, PairScorer scorer, int workers)
{
    private const int MostUndated = 64;

    private readonly HashSet<ulong> _divided = [];
    private long _comparisons;

    public long Comparisons => _comparisons;

    /// <summary>Blocks that were divided because they were too large.</summary>
    public int Divided { get; private set; }

    /// <summary>Blocks that were too large even after that; their cases are found by other keys or not at all.</summary>
    public int GivenUp { get; private set; }

    public List<ScoredPair> Find(CancellationToken cancellationToken)
    {
        var found = new List<ScoredPair>();
        var blocks = BlockTable.Build(table.Keys, table.Cases, workers, cancellationToken);
        var large = Large(blocks, cancellationToken);
        foreach (var entry in large)
        {
            _divided.Add(entry.Key >> 1);
        }

        Score(blocks, level: 0, _divided, found, cancellationToken);
        for (var level = 0; large.Count > 0; level++)
        {
            if (level == rules.Blocking.Then.Count)
            {
                GivenUp = large.Select(e => e.Key >> 1).Distinct().Count();
                break;
            }

            Divided += large.Select(e => e.Key >> 1).Distinct().Count();
            var parts = BlockTable.Build(Divide(large, rules.Blocking.Then[level]), workers, cancellationToken);
            large = Large(parts, cancellationToken);
            Score(parts, level + 1, large.Select(e => e.Key >> 1).ToHashSet(), found, cancellationToken);
        }

        return found;
    }

    private List<BlockEntry> Divide(List<BlockEntry> large, BlockingPart part)
    {
        var entries = new List<BlockEntry>(large.Count);
        Span<ulong> keys = stackalloc ulong[16];
        foreach (var entry in large)
        {
            var count = KeyMaker.Divide(table.Cases[entry.Index], part, entry.Key, keys);
            for (var i = 0; i < count; i++)
            {
                entries.Add(entry with { Key = keys[i] });
            }
        }

        return entries;
    }

    // The entries of the blocks in which some case would meet too many others.
    private List<BlockEntry> Large(BlockTable blocks, CancellationToken cancellationToken)
    {
        var bag = new ConcurrentBag<BlockEntry[]>();
        Parallel.For(0, blocks.Pieces, Options(cancellationToken), p =>
        {
            var piece = blocks.Piece(p);
            for (var start = 0; start < piece.Length;)
            {
                var block = piece.Slice(start, BlockTable.BlockLength(piece, start));
                if (block.Length > rules.Blocking.Largest && Fullest(block) > rules.Blocking.Largest)
                {
                    bag.Add(block.ToArray());
                }

                start += block.Length;
            }
        });
        return [.. bag.SelectMany(b => b)];
    }

    private int Fullest(ReadOnlySpan<BlockEntry> block)
    {
        var undated = Undated(block);
        var fullest = undated > MostUndated ? block.Length : 0;
        var from = undated;
        for (var i = undated; i < block.Length; i++)
        {
            while (block[i].Workday - block[from].Workday > rules.Window)
            {
                from++;
            }

            fullest = Math.Max(fullest, i - from + 1);
        }

        return fullest;
    }

    private static int Undated(ReadOnlySpan<BlockEntry> block)
    {
        var count = 0;
        while (count < block.Length && block[count].Workday == PreparedCase.NoDay)
        {
            count++;
        }

        return count;
    }

    private void Score(BlockTable blocks, int level, HashSet<ulong> left, List<ScoredPair> found, CancellationToken cancellationToken)
    {
        var gate = new Lock();
        Parallel.For(
            0,
            blocks.Pieces,
            Options(cancellationToken),
            () => new Work([], 0),
            (p, _, work) =>
            {
                var piece = blocks.Piece(p);
                for (var start = 0; start < piece.Length;)
                {
                    var block = piece.Slice(start, BlockTable.BlockLength(piece, start));
                    start += block.Length;
                    if (block.Length > 1 && !(block.Length > rules.Blocking.Largest && left.Contains(block[0].Key >> 1)))
                    {
                        work.Compared += Score(block, level, work.Pairs);
                    }
                }

                return work;
            },
            work =>
            {
                lock (gate)
                {
                    found.AddRange(work.Pairs);
                    _comparisons += work.Compared;
                }
            });
    }

    private long Score(ReadOnlySpan<BlockEntry> block, int level, List<ScoredPair> into)
    {
        var compared = 0L;
        var enough = (float)rules.Candidate;
        var undated = Undated(block);
        for (var i = 0; i < block.Length; i++)
        {
            var one = block[i];
            for (var j = i + 1; j < block.Length; j++)
            {
                var other = block[j];
                if (i >= undated && other.Workday - one.Workday > rules.Window)
                {
                    break;
                }

                if ((one.Key & other.Key & KeyMaker.OfAgent) != 0
                    || one.Index == other.Index
                    || (!rules.SameSystem && table.Systems[one.Index] == table.Systems[other.Index])
                    || !IsFirst(one, other, level))
                {
                    continue;
                }

                compared++;
                var score = scorer.Score(table.Cases[one.Index], table.Cases[other.Index], enough, out var outcomes);
                if (score >= enough)
                {
                    into.Add(new ScoredPair(Math.Min(one.Index, other.Index), Math.Max(one.Index, other.Index), score, outcomes, -1, scorer.Holds(outcomes)));
                }
            }
        }

        return compared;
    }

    // Cases that share several keys are compared in the block of the first of them that was not divided.
    private bool IsFirst(BlockEntry one, BlockEntry other, int level)
    {
        var a = table.Keys.Of(one.Index);
        var b = table.Keys.Of(other.Index);
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            var left = a[i] >> 1;
            var right = b[j] >> 1;
            if (left == right)
            {
                if ((a[i] & b[j] & KeyMaker.OfAgent) == 0 && (_divided.Count == 0 || !_divided.Contains(left)))
                {
                    return level == 0 && left == one.Key >> 1;
                }

                i++;
                j++;
            }
            else if (left < right)
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return true;
    }

    private ParallelOptions Options(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken };

    private sealed class Work(List<ScoredPair> pairs, long compared)
    {
        public List<ScoredPair> Pairs { get; } = pairs;

        public long Compared { get; set; } = compared;
    }
}
