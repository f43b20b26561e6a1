using System.Collections.Concurrent;

namespace Exchange.Sandbox.Provincial;

/// <summary>The last rows that a reader was served, for edits that hit what was just read.</summary>
internal sealed class RecentlyRead
{
    private const int Kept = 500;
    private readonly ConcurrentQueue<string> _numbers = new();

    public void Add(IReadOnlyList<ProvincialRow> rows)
    {
        for (var i = Math.Max(0, rows.Count - 100); i < rows.Count; i++)
        {
            _numbers.Enqueue(rows[i].Number);
        }
        while (_numbers.Count > Kept && _numbers.TryDequeue(out _))
        {
        }
    }

    public string[] Numbers => [.. _numbers];
}
