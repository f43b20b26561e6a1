using Exchange.Host.Bench.Matching.Generation;
using Exchange.Pipeline.Recognition;
using Exchange.Pipeline.Recognition.Assignment;
using Exchange.Pipeline.Recognition.Cases;

namespace Exchange.Recognition.Tests;

/// <summary>What holds for any cases: generated ones at the high level, where everything goes wrong.</summary>
public sealed class PropertyTests
{
    private const int Records = 1500;

    public static TheoryData<long> Seeds => [11, 12, 13, 14];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Resolve_SameCasesInAnyOrder_SaysTheSame(long seed)
    {
        var cases = Cases(seed);
        var first = Resolve(cases);

        var dice = new Dice(seed * 31);
        Assert.Equal(first, Resolve(cases));
        Assert.Equal(first, Resolve([.. cases.Reverse()]));
        Assert.Equal(first, Resolve([.. cases.OrderBy(_ => dice.Next())]));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Resolve_SystemsNamedTheOtherWayRound_LinksTheSameCases(long seed)
    {
        var cases = Cases(seed);
        var renamed = cases.Select(c => c with { Reference = new CaseReference(c.Reference.System == Systems.First ? "zz" : "aa", c.Reference.Key) }).ToList();

        Assert.Equal(Pairs(TestRules.Recogniser.Resolve(cases, MatchDecisions.None, CancellationToken.None)), Pairs(TestRules.Recogniser.Resolve(renamed, MatchDecisions.None, CancellationToken.None)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Judge_TwoCases_IsSymmetric(long seed)
    {
        var cases = Cases(seed);
        for (var i = 1; i < cases.Count; i++)
        {
            foreach (var other in new[] { cases[i - 1], cases[i * 7 % cases.Count] })
            {
                var one = TestRules.Recogniser.Judge(cases[i], other);
                var back = TestRules.Recogniser.Judge(other, cases[i]);
                Assert.Equal(one.Score, back.Score);
                Assert.Equal(one.Held, back.Held);
                Assert.Equal(one.Evidence, back.Evidence);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Resolve_UnrelatedCasesAdded_ChangeNothing(long seed)
    {
        var cases = Cases(seed);
        var unrelated = Enumerable.Range(0, 50).Select(i => new CaseEntry
        {
            Reference = new CaseReference(i % 2 == 0 ? Systems.First : Systems.Second, $"U{i}"),
            ItemName = $"无关事项{i}",
            Applicant = new PartyEntry { Name = $"某某{i}号有限公司", Type = "enterprise" },
            AppliedAt = new DateTime(2019, 1, 7).AddDays(i),
        });

        Assert.Equal(Resolve(cases), Resolve([.. cases, .. unrelated]));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Resolve_Decisions_WinAndSurviveReruns(long seed)
    {
        var cases = Cases(seed);
        var before = TestRules.Recogniser.Resolve(cases, MatchDecisions.None, CancellationToken.None);
        var decisions = new MatchDecisions
        {
            NotTheSame = [.. before.Links.Where((_, i) => i % 9 == 0).Select(l => (l.Right, l.Left))],
            Linked = [.. before.Candidates.Where((_, i) => i % 3 == 0).Select(c => (c.Left, c.Right))],
        };

        for (var run = 0; run < 2; run++)
        {
            var after = TestRules.Recogniser.Resolve(cases, decisions, CancellationToken.None);
            var together = after.Groups.SelectMany((g, i) => g.Select(r => (r, i))).ToDictionary(p => p.r, p => p.i);
            Assert.All(decisions.NotTheSame, p => Assert.False(together.TryGetValue(p.Left, out var a) && together.TryGetValue(p.Right, out var b) && a == b));
            Assert.All(decisions.Linked.Where(p => !after.Conflicts.Contains(p)), p => Assert.Equal(together[p.Left], together[p.Right]));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Resolve_Groups_HoldOneCaseOfASystem(long seed)
    {
        var result = TestRules.Recogniser.Resolve(Cases(seed), MatchDecisions.None, CancellationToken.None);

        Assert.NotEmpty(result.Groups);
        Assert.All(result.Groups, g => Assert.Equal(g.Count, g.Select(r => r.System).Distinct().Count()));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Resolve_ALinkedPairAlone_IsLinkedToo(long seed)
    {
        // What the store does later: open the candidates of one case and decide among them.
        var cases = Cases(seed).ToDictionary(c => c.Reference);
        var result = TestRules.Recogniser.Resolve([.. cases.Values], MatchDecisions.None, CancellationToken.None);

        foreach (var link in result.Links.Take(100))
        {
            Assert.Single(TestRules.Recogniser.Resolve([cases[link.Left], cases[link.Right]], MatchDecisions.None, CancellationToken.None).Links);
            Assert.NotEmpty(TestRules.Recogniser.Keys(cases[link.Left]).Select(k => k.Value).Intersect(TestRules.Recogniser.Keys(cases[link.Right]).Select(k => k.Value)));
        }
    }

    private static IReadOnlyList<CaseEntry> Cases(long seed) => MatchingGenerator.Create(seed, NoiseLevel.All[2], TestRules.Calendar, Records).Entries;

    private static string Resolve(IReadOnlyList<CaseEntry> cases)
    {
        var result = TestRules.Recogniser.Resolve(cases, MatchDecisions.None, CancellationToken.None);
        return string.Join('\n', result.Links.Select(l => $"{l.Left} {l.Right} {l.Rule} {l.Score} {l.Margin}"))
            + string.Join('\n', result.Candidates.Select(c => $"{c.Left} {c.Right} {c.Score} {c.Reason}"));
    }

    private static IEnumerable<string> Pairs(RecognitionResult result) =>
        result.Links.Select(l => string.CompareOrdinal(l.Left.Key, l.Right.Key) < 0 ? $"{l.Left.Key}={l.Right.Key}" : $"{l.Right.Key}={l.Left.Key}").Order(StringComparer.Ordinal);
}
