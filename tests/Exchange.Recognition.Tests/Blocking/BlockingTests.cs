using Exchange.Host.Bench.Matching.Generation;
using Exchange.Pipeline.Recognition;
using Exchange.Pipeline.Recognition.Assignment;
using Exchange.Pipeline.Recognition.Cases;

namespace Exchange.Recognition.Tests.Blocking;

/// <summary>Which cases are compared, and that it is not all of them.</summary>
public sealed class BlockingTests
{
    [Fact]
    public void Resolve_MoreCases_ComparesNoMoreForEach()
    {
        var few = Counts(4_000);
        var many = Counts(40_000);

        Assert.True(few.Comparisons < few.Cases * 5L);
        Assert.True((double)many.Comparisons / many.Cases < 1.5 * few.Comparisons / few.Cases + 0.2);
        Assert.Equal(0, many.BlocksGivenUp);
    }

    [Fact]
    public void Resolve_OneAgencyWithThousands_DividesItsBlock()
    {
        var agency = TestCases.Person("林秀珍", TestCases.OtherIdNo, "19900001111");
        var cases = Enumerable.Range(0, 3000).Select(i => TestCases.Case(i % 2 == 0 ? "a" : "b", $"{i}") with
        {
            Applicant = new PartyEntry { Type = "enterprise", Name = $"泉州第{i / 2}号食品有限公司", Mobile = "19900001111" },
            Agent = agency,
            AppliedAt = new DateTime(2026, 3, 4),
        }).ToList();

        var result = TestRules.Recogniser.Resolve(cases, MatchDecisions.None, CancellationToken.None);

        Assert.True(result.Counts.BlocksDivided > 0);
        Assert.True(result.Counts.Comparisons < cases.Count * 100L, $"{result.Counts.Comparisons}");
        Assert.Equal(1500, result.Links.Count);
        Assert.All(result.Links, l => Assert.Equal(int.Parse(l.Left.Key, null) / 2, int.Parse(l.Right.Key, null) / 2));
    }

    [Fact]
    public void Keys_OfTheSameValues_AreEqualAndOrdered()
    {
        var one = TestRules.Recogniser.Keys(TestCases.Case("a", "A1"));
        var other = TestRules.Recogniser.Keys(TestCases.Case("b", "B1") with { Applicant = TestCases.Person("陈 文海", TestCases.OldIdNo) });

        Assert.Equal(one, other);
        Assert.Equal(one.Count, one.Distinct().Count());
    }

    [Fact]
    public void Keys_UnderAKeyedDigest_FindTheSamePairs()
    {
        // What a store does: it keeps the digest of a key, and opens only the cases that share one.
        var set = MatchingGenerator.Create(21, NoiseLevel.All[1], TestRules.Calendar, 2_000);
        var secret = new byte[32];
        var store = new Dictionary<string, List<CaseEntry>>(StringComparer.Ordinal);
        foreach (var entry in set.Entries.Where(e => e.Reference.System == Systems.First))
        {
            foreach (var token in Tokens(entry, secret))
            {
                (store.TryGetValue(token, out var list) ? list : store[token] = []).Add(entry);
            }
        }

        var found = 0;
        foreach (var entry in set.Entries.Where(e => e.Reference.System == Systems.Second))
        {
            var opened = Tokens(entry, secret).SelectMany(t => store.GetValueOrDefault(t) ?? []).Distinct().ToList();
            found += opened.Count(o => set.Truth.Contains((o.Reference, entry.Reference)));
        }

        Assert.True(found >= set.Truth.Count * 0.995, $"{found} of {set.Truth.Count}");
    }

    private static IEnumerable<string> Tokens(CaseEntry entry, byte[] secret) =>
        TestRules.Recogniser.Keys(entry).Select(k => Convert.ToHexString(System.Security.Cryptography.HMACSHA256.HashData(secret, BitConverter.GetBytes(k.Value))));

    private static RecognitionCounts Counts(int records) =>
        TestRules.Recogniser.Resolve(MatchingGenerator.Create(5, NoiseLevel.All[1], TestRules.Calendar, records).Entries, MatchDecisions.None, CancellationToken.None).Counts;
}
