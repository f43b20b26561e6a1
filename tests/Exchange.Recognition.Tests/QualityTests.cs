using Exchange.Host.Bench.Matching.Generation;
using Exchange.Pipeline.Recognition;
using Exchange.Pipeline.Recognition.Assignment;
using Exchange.Pipeline.Recognition.Cases;
using Exchange.Pipeline.Recognition.Evaluation;
using Exchange.Schema.Identifiers;

namespace Exchange.Recognition.Tests;

/// <summary>How good recognition is on generated and on labelled cases.</summary>
public sealed class QualityTests
{
    [Theory]
    [InlineData("low", 0.9995, 0.99)]
    [InlineData("middle", 0.9995, 0.98)]
    [InlineData("high", 0.999, 0.95)]
    public void Resolve_GeneratedCases_ReachesTheAims(string level, double precision, double recall)
    {
        var set = MatchingGenerator.Create(77, NoiseLevel.All.Single(l => l.Name == level), TestRules.Calendar, 42_000);
        var quality = MatchingQuality.Of(TestRules.Recogniser.Resolve(set.Entries, MatchDecisions.None, CancellationToken.None), set.Truth);

        Assert.True(quality.True > 10_000);
        Assert.True(quality.Precision >= precision, $"precision {quality.Precision}");
        Assert.True(quality.Recall >= recall, $"recall {quality.Recall}");
        Assert.True(level == "high" || quality.CandidateRecall >= 0.995, $"with candidates {quality.CandidateRecall}");
        Assert.True(level == "high" || quality.ToPerson < 0.02, $"to a person {quality.ToPerson}");
    }

    [Fact]
    public void Resolve_FebrlLikePersons_AreScoredWithTheSameCode()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Samples", "febrl");
        var map = ColumnMap.Load(Path.Combine(folder, "columns.yaml"));
        var set = LabelledSet.Read(Path.Combine(folder, "left.csv"), Path.Combine(folder, "right.csv"), Path.Combine(folder, "pairs.csv"), map);
        var rules = Exchange.Pipeline.Recognition.Rules.MatchingRulesFile.LoadFile(map.Rules!);
        var quality = MatchingQuality.Of(new Recogniser(rules, TestRules.Calendar).Resolve(set.Entries, MatchDecisions.None, CancellationToken.None), set.Truth);

        Assert.True(quality.True >= 400);
        Assert.True(quality.Precision >= 0.995, $"precision {quality.Precision}");
        Assert.True(quality.Recall >= 0.97, $"recall {quality.Recall}");
    }

    [Fact]
    public void Generator_Numbers_AreValidAndOfNobody()
    {
        var dice = new Dice(5);
        for (var i = 0; i < 500; i++)
        {
            var number = Numbers.Identity(dice);
            Assert.StartsWith("350599", number, StringComparison.Ordinal);
            Assert.True(IdNumber.Check(number) <= IdentifierFault.UnknownRegion);
            Assert.Equal(IdentifierFault.None, Uscc.Check(Numbers.Organisation(dice)));
        }
    }

    [Fact]
    public void Generator_SameSeed_GivesTheSame()
    {
        Assert.Equal(Keys(3), Keys(3));
        Assert.NotEqual(Keys(3), Keys(4));

        static IEnumerable<string> Keys(long seed) => MatchingGenerator.Create(seed, NoiseLevel.All[1], TestRules.Calendar, 1000).Entries.Select(e => $"{e.Reference} {e.Applicant?.IdNo} {e.AppliedAt}");
    }

    [Theory]
    [InlineData(10_000, 10_000, 0.99962, 1)]
    [InlineData(9_995, 10_000, 0.99883, 0.99979)]
    [InlineData(0, 0, 0, 1)]
    public void Wilson_Bounds_AreThoseOfTheBook(long part, long whole, double lower, double upper)
    {
        Assert.Equal(lower, Wilson.Lower(part, whole), 5);
        Assert.Equal(upper, Wilson.Upper(part, whole), 5);
    }

    [Fact]
    public void Quality_OfCandidates_CountsCasesOnce()
    {
        var left = TestCases.Case("a", "A1") with { AppliedAt = new DateTime(2026, 3, 2) };
        var other = left with { Reference = new CaseReference("a", "A2"), AppliedAt = new DateTime(2026, 3, 4) };
        var right = TestCases.Case("b", "B1") with { AppliedAt = new DateTime(2026, 3, 3) };
        var quality = MatchingQuality.Of(TestCases.Resolve(left, other, right), [(right.Reference, left.Reference)]);

        Assert.Equal((1, 0, 1, 3), (quality.True, quality.Linked, quality.Reached, quality.CasesToPerson));
    }
}
