using Exchange.Pipeline.Recognition;
using Exchange.Pipeline.Recognition.Cases;

namespace Exchange.Recognition.Tests;

/// <summary>Shared numbers, echoed numbers, and numbers that exclude each other.</summary>
public sealed class NumberTests
{
    private static readonly CaseEntry Left = TestCases.Case("a", "A1") with { SourceNo = "QZ260304000017" };

    // The same case with hardly anything to score.
    private static readonly CaseEntry Bare = new()
    {
        Reference = new CaseReference("b", "B1"),
        ItemName = "食品经营许可",
        Applicant = new PartyEntry { Name = "陈文海" },
    };

    [Theory]
    [InlineData("national number")]
    [InlineData("provincial number")]
    [InlineData("local number")]
    [InlineData("number of the other system")]
    public void Resolve_SharedNumber_LinksByThatRule(string rule)
    {
        const string Number = "2026-0304-000117";
        var (left, right) = rule switch
        {
            "national number" => (Left with { National = Number }, Bare with { National = "20260304000117" }),
            "provincial number" => (Left with { Provincial = Number }, Bare with { Provincial = Number }),
            "local number" => (Left with { Local = Number }, Bare with { Local = Number }),
            _ => (Left, Bare with { Provincial = Left.SourceNo }),
        };

        Assert.Equal(rule, Assert.Single(TestCases.Resolve(left, right).Links).Rule);
    }

    [Fact]
    public void Resolve_OwnNumbersOfTwoSystemsThatCoincide_IsNothing()
    {
        Assert.Empty(TestCases.Resolve(Left with { SourceNo = "2026030001" }, Bare with { SourceNo = "2026030001" }).Links);
    }

    [Theory]
    [InlineData("省网申办流水号：QZ260304000017，已受理")]
    [InlineData("原件见 qz-260304-000017")]
    [InlineData("ＱＺ２６０３０４０００００１７ (省网)")]
    public void Resolve_NumberInTheRemark_LinksAsEcho(string remark)
    {
        var remarked = remark.Contains("０００００", StringComparison.Ordinal) ? remark.Replace("０００００", "００００", StringComparison.Ordinal) : remark;

        Assert.Equal(CaseLink.Echo, Assert.Single(TestCases.Resolve(Left, Bare with { Remark = remarked }).Links).Rule);
    }

    [Fact]
    public void Resolve_NumberOfACaseOfSomebodyElseInTheRemark_DoesNotLink()
    {
        var other = Bare with { Applicant = TestCases.Person("林秀珍", TestCases.OtherIdNo), ItemName = "公共场所卫生许可", Remark = "与 QZ260304000017 并联办理" };

        var result = TestCases.Resolve(Left, other);
        Assert.Empty(result.Links);
        Assert.Equal(CandidateReason.Contradiction, Assert.Single(result.Candidates).Reason);
    }

    [Fact]
    public void Resolve_ProjectNumber_NeedsTheItem()
    {
        var left = Left with { Project = "2026-350521-48-01-000117" };
        var right = TestCases.Case("b", "B1") with { Project = left.Project, Applicant = null, ItemName = "建筑施工许可", ItemCode = null };

        Assert.Empty(TestCases.Resolve(left, right).Links);
        Assert.Equal("project number and item", Assert.Single(TestCases.Resolve(left, right with { ItemName = "食品经营许可", Applicant = left.Applicant }).Links).Rule);
    }

    [Fact]
    public void Resolve_TwoCasesOfOneSystemWithTheNumber_TakesTheBetterOrAsks()
    {
        var left = Left with { National = "N20260304000117" };
        var good = TestCases.Case("b", "B1") with { National = left.National };
        var bad = Bare with { Reference = new CaseReference("b", "B2"), National = left.National };

        Assert.Equal(["A1=B1"], TestCases.Resolve(left, good, bad).Links());

        var same = good with { Reference = new CaseReference("b", "B2") };
        var result = TestCases.Resolve(left, good, same);
        Assert.Empty(result.Links);
        Assert.Equal(["A1?B1", "A1?B2"], result.Candidates());
    }

    [Fact]
    public void Resolve_TwoNationalNumbers_AreTwoCases()
    {
        Assert.Empty(TestCases.Resolve(Left with { National = "N20260304000117" }, TestCases.Case("b", "B1") with { National = "N20260304000118" }).Links);
    }

    [Theory]
    [InlineData("无")]
    [InlineData("00000000")]
    [InlineData("/")]
    public void Resolve_Placeholders_AreNoNumbers(string number)
    {
        Assert.Empty(TestCases.Resolve(Left with { National = number }, Bare with { National = number }).Links);
    }
}
