using Exchange.Pipeline.Recognition;
using Exchange.Pipeline.Recognition.Cases;

namespace Exchange.Recognition.Tests;

/// <summary>Two cases alone: linked, for a person, or neither.</summary>
public sealed class PairTests
{
    private static readonly CaseEntry Left = TestCases.Case("a", "A1");
    private static readonly CaseEntry Right = TestCases.Case("b", "B1");

    [Fact]
    public void Resolve_SameCase_LinksWithEvidence()
    {
        var link = Assert.Single(TestCases.Resolve(Left, Right).Links);

        Assert.Equal(CaseLink.Scored, link.Rule);
        Assert.Contains(link.Evidence, e => e is { Feature: "document", Outcome: "same" });
        Assert.DoesNotContain(link.Evidence, e => e.Text.Contains("陈", StringComparison.Ordinal) || e.Text.Contains("3505", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("350599850307012")] // 15 digits
    [InlineData("35059919850307012x")]
    [InlineData("３５０５９９１９８５０３０７０１２Ｘ")]
    [InlineData(" 350599 19850307 012X ")]
    [InlineData("35059919850307021X")] // two neighbours exchanged
    [InlineData("35059919850307013X")] // one digit wrong
    [InlineData("3505991985030712X")] // one digit left out
    [InlineData(null)]
    [InlineData("无")]
    public void Resolve_DocumentWrittenOtherwise_Links(string? idNo)
    {
        var other = Right with { Applicant = Right.Applicant! with { IdNo = idNo } };

        Assert.Equal(["A1=B1"], TestCases.Resolve(Left, other).Links());
    }

    [Theory]
    [InlineData("陈 文 海")]
    [InlineData("陈　文海")]
    [InlineData("陳文海")]
    [InlineData("陈文?")]
    [InlineData("陈文海\u200B")]
    [InlineData("陈文诲")]
    [InlineData("陈海文")]
    public void Resolve_NameWrittenOtherwise_Links(string name)
    {
        var other = Right with { Applicant = Right.Applicant! with { Name = name } };

        Assert.Equal(["A1=B1"], TestCases.Resolve(Left, other).Links());
    }

    [Theory]
    [InlineData("阿依古丽·买合木提", "阿依古丽买合木提")]
    [InlineData("阿依古丽·买合木提", "阿依古丽．买合木提")]
    [InlineData("阿依古丽·买合木提", "阿依古丽•买合木提")]
    [InlineData("王䶮", "王(龙天)")]
    [InlineData("王䶮", "王（龙天）")]
    [InlineData("王䶮", "王??")]
    [InlineData("王䶮", "王\uE863")]
    [InlineData("王䶮", "王□")]
    public void Judge_NamesOfOnePerson_AreSameOrVariant(string name, string other)
    {
        var evidence = TestRules.Recogniser.Judge(Left with { Applicant = TestCases.Person(name, null) }, Right with { Applicant = TestCases.Person(other, null) }).Evidence;

        Assert.Contains(evidence, e => e is { Feature: "name", Outcome: "same" or "variant" });
    }

    [Fact]
    public void Resolve_ApplicantAndAgentSwapped_Links()
    {
        var agent = TestCases.Person("林秀珍", TestCases.OtherIdNo);
        var swapped = Right with { Applicant = agent, Agent = Right.Applicant };

        var link = Assert.Single(TestCases.Resolve(Left with { Agent = agent }, swapped).Links);
        Assert.Contains(link.Evidence, e => e is { Feature: "parties", Outcome: "swapped" });
    }

    [Fact]
    public void Resolve_AgentOfManyIsTheApplicantOfAnother_DoesNotLink()
    {
        var agent = TestCases.Person("林秀珍", TestCases.OtherIdNo);

        Assert.Empty(TestCases.Resolve(Left with { Agent = agent }, Right with { Applicant = agent }).Links);
        Assert.Empty(TestCases.Resolve(Left with { Agent = agent }, Right with { Applicant = TestCases.Person("许志强", "35059920000131004X"), Agent = agent }).Links);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, true)]
    [InlineData(6, true)]
    [InlineData(9, false)] // three working days
    [InlineData(10, false)]
    public void Resolve_DaysApart_LinksWithinTwoWorkingDays(int day, bool linked)
    {
        var result = TestCases.Resolve(Left, Right with { AppliedAt = new DateTime(2026, 3, day, 10, 0, 0) });

        Assert.Equal(linked, result.Links.Count == 1);
        Assert.Equal(!linked, result.Candidates.Count == 1);
    }

    [Fact]
    public void Resolve_OverTheSpringFestival_CountsWorkingDays()
    {
        // The holiday is 15 to 23 February 2026, the 14th is worked.
        var result = TestCases.Resolve(Left with { AppliedAt = new DateTime(2026, 2, 14) }, Right with { AppliedAt = new DateTime(2026, 2, 24) });

        Assert.Contains(Assert.Single(result.Links).Evidence, e => e is { Feature: "date", Outcome: "one-day" });
    }

    [Fact]
    public void Resolve_FamilyAtOneAddress_DoesNotLink()
    {
        var left = Left with { Applicant = TestCases.Person("陈文海", TestCases.IdNo, "19900001234", "洛阳镇云庄村3组5号") };
        var right = Right with { Applicant = TestCases.Person("陈文涛", TestCases.OtherIdNo, "19900001234", "洛阳镇云庄村3组5号") };

        var result = TestCases.Resolve(left, right);
        Assert.Empty(result.Links);
        Assert.Empty(result.Candidates);

        // Without a document nobody knows whether it is a mistyping or a brother.
        var unknown = TestCases.Resolve(left, right with { Applicant = right.Applicant with { IdNo = null } });
        Assert.Empty(unknown.Links);
        Assert.Equal(["A1?B1"], unknown.Candidates());
    }

    [Fact]
    public void Resolve_OtherItemOfThePerson_IsNothing()
    {
        var result = TestCases.Resolve(Left, Right with { ItemCode = "350521103XK01009", ItemName = "公共场所卫生许可" });

        Assert.Empty(result.Links);
        Assert.Empty(result.Candidates);
    }

    [Fact]
    public void Resolve_OneItemUnderTwoCodes_LinksByName()
    {
        var other = Right with { ItemCode = "11350500XX000006XK4000117051000" };

        Assert.Equal(["A1=B1"], TestCases.Resolve(Left, other).Links());
    }

    [Fact]
    public void Resolve_TwoItemsOfOneFamily_AsksAPerson()
    {
        var result = TestCases.Resolve(
            Left with { ItemCode = "11350500XX000006XK4000117051001", ItemName = "食品经营许可（新办）" },
            Right with { ItemCode = "11350500XX000006XK4000117051002", ItemName = "食品经营许可（变更）" });

        Assert.Empty(result.Links);
        Assert.Equal(["A1?B1"], result.Candidates());
    }

    [Fact]
    public void Resolve_Organisations_LinkByCodeAndName()
    {
        var left = Left with { Applicant = new PartyEntry { Type = "enterprise", Name = "泉州海丝食品有限公司", IdNo = TestCases.Uscc } };
        var byCode = Right with { Applicant = new PartyEntry { Type = "enterprise", Name = "泉州海丝食品有限责任公司", IdType = "org-code", IdNo = "XX0000019" } };
        var byName = Right with { Applicant = new PartyEntry { Type = "enterprise", Name = "泉州海丝食品(有限公司)" } };

        Assert.Equal(["A1=B1"], TestCases.Resolve(left, byCode).Links());
        Assert.Equal(["A1=B1"], TestCases.Resolve(left, byName).Links());
    }

    [Fact]
    public void Resolve_WithinOneSystem_IsNothingUnlessAskedFor()
    {
        CaseEntry[] cases = [Left, Right with { Reference = new CaseReference("a", "A2") }];

        Assert.Empty(TestCases.Resolve(cases).Links);
        Assert.Empty(TestCases.Resolve(cases).Candidates);

        var shown = TestRules.With("sameSystem: never ", "sameSystem: candidates ").Resolve(cases, new(), CancellationToken.None);
        Assert.Empty(shown.Links);
        Assert.Equal(CandidateReason.SameSystem, Assert.Single(shown.Candidates).Reason);
    }

    [Fact]
    public void Resolve_ReviewAll_SendsScoredPairsToAPerson()
    {
        var recogniser = TestRules.With("review: doubtful ", "review: all ");

        var result = recogniser.Resolve([Left, Right], new(), CancellationToken.None);
        Assert.Empty(result.Links);
        Assert.Equal(CandidateReason.Review, Assert.Single(result.Candidates).Reason);

        var byNumber = recogniser.Resolve([Left with { National = "N2026030400001" }, Right with { National = "N2026030400001" }], new(), CancellationToken.None);
        Assert.Equal("national number", Assert.Single(byNumber.Links).Rule);
    }
}
