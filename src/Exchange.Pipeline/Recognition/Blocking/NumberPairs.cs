using Exchange.Pipeline.Recognition.Rules;
using Exchange.Pipeline.Recognition.Scoring;

namespace Exchange.Pipeline.Recognition.Blocking;

/// <summary>Finds the pairs of cases that share a number, or of which one names the number of the other.</summary>
internal sealed class NumberPairs(CaseTable table, MatchingRules rules, PairScorer scorer)
{
    private const int MostWithOneNumber = 1000;

    /// <summary>Numbers so many cases have that they identify none.</summary>
    public int GivenUp { get; private set; }

    public long Comparisons { get; private set; }

    public void Find(List<ScoredPair> found)
    {
        var entries = Entries();
        entries.Sort();
        for (var start = 0; start < entries.Count;)
        {
            var end = start + 1;
            while (end < entries.Count && entries[end].Number == entries[start].Number)
            {
                end++;
            }

            if (end - start > MostWithOneNumber)
            {
                GivenUp++;
            }
            else if (end - start > 1)
            {
                Pair(entries, start, end, found);
            }

            start = end;
        }
    }

    private List<NumberEntry> Entries()
    {
        var used = rules.Identifiers.Aggregate(NumberKinds.None, (all, rule) => all | rule.Numbers | rule.As) | (rules.Echoes?.Of ?? NumberKinds.None);
        var entries = new List<NumberEntry>();
        for (var i = 0; i < table.Cases.Length; i++)
        {
            var one = table.Cases[i];
            Add(one.Source, NumberKinds.Source);
            Add(one.National, NumberKinds.National);
            Add(one.Provincial, NumberKinds.Provincial);
            Add(one.Local, NumberKinds.Local);
            Add(one.ProjectNo, NumberKinds.Project);
            foreach (var mention in one.Mentions)
            {
                entries.Add(new NumberEntry(mention, i, NumberEntry.Mention));
            }

            void Add(ulong number, NumberKinds kind)
            {
                if (number != 0 && (used & kind) != 0)
                {
                    entries.Add(new NumberEntry(number, i, (int)kind));
                }
            }
        }

        return entries;
    }

    private void Pair(List<NumberEntry> entries, int start, int end, List<ScoredPair> found)
    {
        for (var i = start; i < end; i++)
        {
            for (var j = i + 1; j < end; j++)
            {
                var (one, other) = (entries[i], entries[j]);
                if (table.Systems[one.Index] == table.Systems[other.Index])
                {
                    continue;
                }

                var rule = Rule(one.Roles, other.Roles);
                if (rule >= 0)
                {
                    Score(one.Index, other.Index, rule, found);
                }
            }
        }
    }

    private void Score(int left, int right, int rule, List<ScoredPair> found)
    {
        Comparisons++;
        var score = scorer.Score(table.Cases[left], table.Cases[right], float.MinValue, out var outcomes);
        var (atLeast, sameItem) = rule < rules.Identifiers.Count
            ? (rules.Identifiers[rule].AtLeast, rules.Identifiers[rule].SameItem)
            : (rules.Echoes!.AtLeast, false);
        if (!sameItem || outcomes[Feature.Item] is Outcome.Same or Outcome.Family)
        {
            found.Add(new ScoredPair(Math.Min(left, right), Math.Max(left, right), score, outcomes, rule, score < atLeast));
        }
    }

    private int Rule(int one, int other)
    {
        for (var i = 0; i < rules.Identifiers.Count; i++)
        {
            var numbers = (int)rules.Identifiers[i].Numbers;
            var others = (int)rules.Identifiers[i].As;
            if (others == 0 ? (one & other & numbers) != 0 : ((one & numbers) != 0 && (other & others) != 0) || ((other & numbers) != 0 && (one & others) != 0))
            {
                return i;
            }
        }

        var echoed = (int)(rules.Echoes?.Of ?? NumberKinds.None);
        return ((one & echoed) != 0 && (other & NumberEntry.Mention) != 0) || ((other & echoed) != 0 && (one & NumberEntry.Mention) != 0)
            ? rules.Identifiers.Count
            : -1;
    }
}
