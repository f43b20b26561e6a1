using Exchange.Schema.Cases;
using Exchange.Schema.States;

namespace Exchange.Schema.Tests;

public sealed class CaseStateMachineTests
{
    [Theory]
    [InlineData("draft", "submitted")]
    [InlineData("submitted", "pre-rejected")]
    [InlineData("submitted", "received")]
    [InlineData("pre-rejected", "submitted")]
    [InlineData("received", "supplement-requested")]
    [InlineData("supplement-requested", "supplemented")]
    [InlineData("supplemented", "supplement-requested")]
    [InlineData("supplemented", "accepted")]
    [InlineData("received", "not-accepted")]
    [InlineData("accepted", "in-process")]
    [InlineData("in-process", "suspended")]
    [InlineData("suspended", "in-process")]
    [InlineData("in-process", "decided")]
    [InlineData("decided", "done")]
    [InlineData("done", "delivered")]
    [InlineData("delivered", "evaluated")]
    [InlineData("draft", "void")]
    [InlineData("decided", "withdrawn")]
    public void CanFollow_NextState_IsAllowed(string from, string to) => Assert.True(CaseStateMachine.CanFollow(from, to));

    [Theory]
    [InlineData("done", "withdrawn")]
    [InlineData("done", "void")]
    [InlineData("done", "in-process")]
    [InlineData("not-accepted", "accepted")]
    [InlineData("in-process", "accepted")]
    [InlineData("suspended", "decided")]
    [InlineData("withdrawn", "submitted")]
    [InlineData("received", "done")]
    [InlineData("accepted", "accepted")]
    [InlineData("接件", "done")]
    public void CanFollow_AnyOther_IsNot(string from, string to) => Assert.False(CaseStateMachine.CanFollow(from, to));

    [Theory]
    [InlineData("submitted", "done", true)]
    [InlineData("accepted", "evaluated", true)]
    [InlineData("suspended", "decided", true)]
    [InlineData("in-process", "in-process", true)]
    [InlineData("supplement-requested", "in-process", true)]
    [InlineData("done", "accepted", false)]
    [InlineData("void", "done", false)]
    [InlineData("not-accepted", "done", false)]
    [InlineData("accepted", "received", false)]
    [InlineData("x", "x", false)]
    public void CanReach_StatesLeftOut_AreAllowedFor(string from, string to, bool can) => Assert.Equal(can, CaseStateMachine.CanReach(from, to));

    [Fact]
    public void Machine_KnowsEveryState_AndEveryStateIsReached()
    {
        Assert.All(CaseStatus.All, s => Assert.True(CaseStateMachine.CanReach(s, s)));
        Assert.All(CaseStatus.All.Where(s => s != "draft"), s => Assert.True(CaseStateMachine.CanReach("draft", s)));
        Assert.All(CaseStatus.All.SelectMany(CaseStateMachine.After), s => Assert.Contains(s, CaseStatus.All));
    }

    [Fact]
    public void Final_States_CannotBeWithdrawn() =>
        Assert.Equal(["not-accepted", "done", "delivered", "evaluated", "withdrawn", "void"], CaseStatus.All.Where(CaseStateMachine.IsFinal));

    [Fact]
    public void Stage_StatesACaseGoesBackAndForthBetween_IsOne()
    {
        foreach (var from in CaseStatus.All)
        {
            foreach (var to in CaseStatus.All)
            {
                var backAndForth = CaseStateMachine.CanFollow(from, to) && CaseStateMachine.CanFollow(to, from);
                if (backAndForth && from is not ("submitted" or "pre-rejected"))
                {
                    Assert.Equal(CaseStatus.Stage(from), CaseStatus.Stage(to));
                }
            }
        }
    }
}
