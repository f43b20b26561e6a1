using Exchange.Abstractions.Configuration;

namespace Exchange.Mapping.Codes;

/// <summary>A code table of one system or of all.</summary>
internal sealed class CodeTable(string name, string file, IReadOnlyList<CodeRow> rows, bool faulty)
{
    private readonly Dictionary<(string?, bool), bool> _judged = [];

    public string Name { get; } = name;

    public string File { get; } = file;

    public IReadOnlyList<CodeRow> Rows { get; } = rows;

    /// <summary>Reports rows that do not fit their use; the same use is reported once.</summary>
    /// <param name="words">The canonical words of the field, or <see langword="null"/> where any text will do.</param>
    /// <param name="use">What the words belong to, for messages.</param>
    /// <param name="outbound">Whether the table is read from canonical to raw.</param>
    /// <param name="problems">Where problems go.</param>
    /// <returns>Whether the table fits its use.</returns>
    public bool Judge(IReadOnlyList<string>? words, string? use, bool outbound, ProblemList problems)
    {
        if (_judged.TryGetValue((use, outbound), out var fits))
        {
            return fits;
        }

        var before = problems.Items.Count;
        if (words is not null)
        {
            foreach (var row in Rows.Where(r => !words.Contains(r.Canonical)))
            {
                var nearest = NearestKey.Find(row.Canonical, words);
                problems.Error(
                    row.Location,
                    $"Table '{Name}': '{row.Canonical}' is no canonical word of {use}.",
                    (nearest is null ? "" : $"Did you mean '{nearest}'? ") + $"Known: {string.Join(", ", words)}.");
            }
        }

        if (!outbound)
        {
            JudgeUniqueness(problems);
        }

        return _judged[(use, outbound)] = !faulty && problems.Items.Count == before;
    }

    private void JudgeUniqueness(ProblemList problems)
    {
        foreach (var group in Rows.GroupBy(r => r.Raw, StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
        {
            var seen = new List<CodeRow>();
            foreach (var row in group)
            {
                if (seen.Find(row.Overlaps) is { } other)
                {
                    problems.Error(
                        row.Location,
                        $"Table '{Name}': the raw code '{row.Raw}' also stands in line {other.Location.Line}, for the same time.",
                        "Remove one of the two, or give them validities (from, to) that do not overlap.");
                }

                seen.Add(row);
            }
        }
    }
}
