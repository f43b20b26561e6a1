using System.Globalization;
using Exchange.Abstractions.Configuration;

namespace Exchange.Mapping.Codes;

/// <summary>A code table of one system or of all.</summary>
internal sealed class CodeTable(string name, string file, IReadOnlyList<CodeRow> rows, bool faulty)
{
    private readonly Dictionary<(string?, bool), bool> _judged = [];
    private readonly HashSet<string> _checked = [];

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

        JudgeUniqueness(problems, outbound);
        JudgeDirection(words, problems);
        return _judged[(use, outbound)] = !faulty && problems.Items.Count == before;
    }

    /// <summary>Reports what is wrong with the table whatever its use, where nothing uses it.</summary>
    /// <param name="words">The canonical words where the name of the table tells them.</param>
    /// <param name="problems">Where problems go.</param>
    public void JudgeUnused(IReadOnlyList<string>? words, ProblemList problems)
    {
        if (_judged.Count == 0)
        {
            Judge(words, Name, outbound: words is null, problems);
        }
    }

    /// <summary>Reports canonical codes of a cross-walk that fail the check of the field they go to.</summary>
    public void JudgeCanonical(Func<string, bool> passes, string check, ProblemList problems)
    {
        if (!_checked.Add(check))
        {
            return;
        }

        foreach (var row in Rows.Where(r => !passes(r.Canonical)))
        {
            problems.Error(row.Location, $"Table '{Name}': the canonical code '{row.Canonical}' fails {check}.", "Write the code as the national or provincial register has it.");
        }
    }

    private void JudgeUniqueness(ProblemList problems, bool outbound)
    {
        foreach (var group in Rows.GroupBy(r => (r.Raw, outbound ? r.Canonical : "")).Where(g => g.Skip(1).Any()))
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

    // A scale that is declared to begin with the best must do so: 1 is the best in one system and the worst in the next.
    private void JudgeDirection(IReadOnlyList<string>? words, ProblemList problems)
    {
        var declared = Rows.FirstOrDefault(r => r.Direction.Length > 0);
        if (declared is null)
        {
            return;
        }

        if (Rows.FirstOrDefault(r => r.Direction.Length > 0 && r.Direction != declared.Direction) is { } other)
        {
            problems.Error(other.Location, $"Table '{Name}': the direction is '{other.Direction}' here and '{declared.Direction}' in line {declared.Location.Line}.", "Declare one direction for the table.");
            return;
        }

        var order = words?.ToList();
        CodeRow? last = null;
        var codes = Rows.Where(r => decimal.TryParse(r.Raw, NumberStyles.None, CultureInfo.InvariantCulture, out _) && order?.Contains(r.Canonical) == true);
        foreach (var row in codes.OrderBy(r => decimal.Parse(r.Raw, NumberStyles.None, CultureInfo.InvariantCulture)))
        {
            if (last is not null && order!.IndexOf(row.Canonical).CompareTo(order.IndexOf(last.Canonical)) == (declared.Direction == CodeRow.LowIsBest ? -1 : 1))
            {
                problems.Error(row.Location, $"Table '{Name}': '{row.Raw}' for '{row.Canonical}' contradicts the direction '{declared.Direction}'.", "Turn the words round, or correct the direction.");
                return;
            }

            last = row;
        }
    }
}
