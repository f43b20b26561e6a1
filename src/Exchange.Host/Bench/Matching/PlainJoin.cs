using Exchange.Host.Bench.Matching.Generation;
using Exchange.Pipeline.Recognition.Cases;

namespace Exchange.Host.Bench.Matching;

/// <summary>The comparison: a join on document, item and date, as one would write it in SQL.</summary>
internal static class PlainJoin
{
    public static BaselineQuality Measure(MatchingSet set, int days)
    {
        var rows = new Dictionary<(string, string), List<CaseEntry>>();
        foreach (var entry in set.Entries.Where(e => e.Reference.System == Systems.Second))
        {
            if (Key(entry) is { } key)
            {
                (rows.TryGetValue(key, out var list) ? list : rows[key] = []).Add(entry);
            }
        }

        var truth = set.Truth.ToHashSet();
        var (linked, right) = (0, 0);
        foreach (var entry in set.Entries.Where(e => e.Reference.System == Systems.First))
        {
            if (Key(entry) is not { } key || !rows.TryGetValue(key, out var others))
            {
                continue;
            }

            foreach (var other in others.Where(o => Math.Abs((o.AppliedAt!.Value.Date - entry.AppliedAt!.Value.Date).Days) <= days))
            {
                linked++;
                right += truth.Contains((entry.Reference, other.Reference)) ? 1 : 0;
            }
        }

        return new BaselineQuality(
            days == 0 ? "document, item, day" : $"document, item, day ± {days}",
            linked,
            linked == 0 ? 1 : Math.Round((double)right / linked, 6),
            Math.Round((double)right / truth.Count, 6));
    }

    // upper(trim(document)), the name of the item
    private static (string, string)? Key(CaseEntry entry) =>
        entry.Applicant?.IdNo is { Length: > 5 } number && entry.ItemName is { } item && entry.AppliedAt is not null ? (number.Trim().ToUpperInvariant(), item) : null;
}
