namespace Exchange.Mapping.Drafting.Tests;

/// <summary>The tables of the lexicon fit each other.</summary>
public sealed class LexiconTests
{
    [Fact]
    public void Concepts_EveryCharacter_HasItsPinyin()
    {
        var known = Rows("pinyin").SelectMany(r => r[1]).ToHashSet();

        Assert.Empty(Rows("concepts").SelectMany(r => r[1]).Where(c => c is not ('|' or '~') && !known.Contains(c)).Distinct());
    }

    [Fact]
    public void Rules_EveryPattern_NamesConceptsThatExist()
    {
        var concepts = Rows("concepts").Select(r => r[0]).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Rows("rules").SelectMany(r => r[2].Split(' ')).SelectMany(s => s.TrimEnd('?').Split('/')).Where(c => !concepts.Contains(c)).Distinct());
    }

    [Fact]
    public void Tables_EveryRow_HasAllItsCells()
    {
        foreach (var (table, cells) in new[] { ("pinyin", 2), ("concepts", 4), ("rules", 7), ("words", 3) })
        {
            Assert.All(Rows(table), r => Assert.Equal(cells, r.Length));
        }
    }

    private static IEnumerable<string[]> Rows(string table) =>
        File.ReadLines(Path.Combine(LabelledSets.Root, "src", "Exchange.Mapping", "Drafting", "Lexicon", $"{table}.csv")).Skip(1).Select(l => l.Split(','));
}
