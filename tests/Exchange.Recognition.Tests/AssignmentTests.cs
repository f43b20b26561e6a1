using Exchange.Pipeline.Recognition;
using Exchange.Pipeline.Recognition.Assignment;
using Exchange.Pipeline.Recognition.Cases;

namespace Exchange.Recognition.Tests;

/// <summary>Several cases together: one to one, no accidental chains, decisions win.</summary>
public sealed class AssignmentTests
{
    private static readonly DateTime Monday = new(2026, 3, 2, 9, 0, 0);

    [Fact]
    public void Resolve_TwoCasesOfOnePersonInBothSystems_PairsByDay()
    {
        var result = TestCases.Resolve(Case("a", "A1", 0), Case("a", "A2", 2), Case("b", "B1", 0), Case("b", "B2", 2));

        Assert.Equal(["A1=B1", "A2=B2"], result.Links());
        Assert.Empty(result.Candidates);
    }

    [Fact]
    public void Resolve_SecondCaseOfThePersonInOneSystem_StaysAlone()
    {
        var result = TestCases.Resolve(Case("a", "A1", 0), Case("a", "A2", 1), Case("b", "B1", 0));

        Assert.Equal(["A1=B1"], result.Links());
        Assert.Empty(result.Candidates);
    }

    [Fact]
    public void Resolve_TwoEquallyGood_AsksAPerson()
    {
        var result = TestCases.Resolve(Case("a", "A1", 0), Case("a", "A2", 2), Case("b", "B1", 1));

        Assert.Empty(result.Links);
        Assert.Equal(["A1?B1", "A2?B1"], result.Candidates());
        Assert.All(result.Candidates, c => Assert.Equal(CandidateReason.Margin, c.Reason));
    }

    [Fact]
    public void Resolve_OneShiftedTowardsTheOther_IsResolvedByWhatIsLeft()
    {
        // B2 is as near to A1 as to A2; but A1 is surely B1.
        var result = TestCases.Resolve(Case("a", "A1", 0), Case("a", "A2", 2), Case("b", "B1", 0), Case("b", "B2", 1));

        Assert.Equal(["A1=B1", "A2=B2"], result.Links());
    }

    [Fact]
    public void Resolve_DoubtfulChain_DoesNotMergeItsEnds()
    {
        // A–B and B–C lie three working days apart each: for a person.
        var result = TestCases.Resolve(Case("a", "A1", 0), Case("b", "B1", 3), Case("c", "C1", 6));

        Assert.Empty(result.Links);
        Assert.Empty(result.Groups);
        Assert.Equal(["A1?B1", "B1?C1"], result.Candidates().Intersect(["A1?B1", "B1?C1"]));
    }

    [Fact]
    public void Resolve_ThreeSystems_MakesOneGroup()
    {
        var result = TestCases.Resolve(Case("a", "A1", 0), Case("b", "B1", 0), Case("c", "C1", 0));

        Assert.Equal(["A1", "B1", "C1"], Assert.Single(result.Groups).Select(r => r.Key));
    }

    [Fact]
    public void Resolve_ChainOfSureLinksWithEndsThatExcludeEachOther_KeepsThemApart()
    {
        // B has no document, A and C have two.
        var unknown = Case("b", "B1", 0) with { Applicant = TestCases.Person("陈文海", null) };
        var other = Case("c", "C1", 0) with { Applicant = TestCases.Person("陈文海", TestCases.OtherIdNo) };
        var result = TestCases.Resolve(Case("a", "A1", 0), unknown, other);

        Assert.DoesNotContain(result.Groups, g => g.Count == 3);
    }

    [Fact]
    public void Resolve_Decisions_Win()
    {
        var cases = new[] { Case("a", "A1", 0), Case("a", "A2", 2), Case("b", "B1", 0), Case("b", "B2", 2) };
        var decisions = new MatchDecisions { Linked = [(Ref("b", "B2"), Ref("a", "A1"))], NotTheSame = [(Ref("a", "A2"), Ref("b", "B1"))] };

        var result = TestRules.Recogniser.Resolve(cases, decisions, CancellationToken.None);
        Assert.Equal(["A1=B2"], result.Links());
        Assert.Equal(CaseLink.Decision, result.Links[0].Rule);
        Assert.Empty(result.Candidates);
    }

    [Fact]
    public void Resolve_DecidedApart_IsNeitherLinkedNorShownNorChained()
    {
        var cases = new[] { Case("a", "A1", 0) with { National = "N20260302000001" }, Case("b", "B1", 0) with { National = "N20260302000001" }, Case("c", "C1", 0) };
        var decisions = new MatchDecisions { NotTheSame = [(Ref("a", "A1"), Ref("b", "B1"))] };

        var result = TestRules.Recogniser.Resolve(cases, decisions, CancellationToken.None);
        Assert.DoesNotContain(result.Groups, g => g.Contains(Ref("a", "A1")) && g.Contains(Ref("b", "B1")));
        Assert.DoesNotContain("A1?B1", result.Candidates());
    }

    [Fact]
    public void Resolve_DecisionsThatExcludeEachOther_AreReported()
    {
        var cases = new[] { Case("a", "A1", 0), Case("b", "B1", 0), Case("c", "C1", 0) };
        var decisions = new MatchDecisions { Linked = [(Ref("a", "A1"), Ref("b", "B1")), (Ref("b", "B1"), Ref("c", "C1"))], NotTheSame = [(Ref("a", "A1"), Ref("c", "C1"))] };

        var result = TestRules.Recogniser.Resolve(cases, decisions, CancellationToken.None);
        Assert.Equal((Ref("b", "B1"), Ref("c", "C1")), Assert.Single(result.Conflicts));
        Assert.Equal(["A1=B1"], result.Links());
    }

    private static CaseReference Ref(string system, string key) => new(system, key);

    private static CaseEntry Case(string system, string key, int day) => TestCases.Case(system, key) with { AppliedAt = Day(day) };

    // The n-th working day from that Monday, at another minute each.
    private static DateTime Day(int day) => Monday.AddDays(day / 5 * 7 + day % 5).AddMinutes(day);
}
