using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Storage.Tests.Hubs;

namespace Exchange.Storage.Tests;

/// <summary>A target that takes parents first: children wait for theirs, in whatever order both come.</summary>
public sealed class ParentTests(TestCluster cluster) : HubTest(cluster)
{
    protected override string[] Connectors => [TestFiles.Bureau, TestFiles.Platform.Replace("  batch: 50", "  batch: 50\n  after: parent", StringComparison.Ordinal)];

    [Fact]
    public async Task Deliver_ChildBeforeItsParent_WaitsUntilTheTargetHasTheParent()
    {
        await Hub.PullAsync("accepted", Child("C1", "P1"));
        var target = new ScriptedTarget();

        var alone = await Hub.DeliverAsync(target);
        Assert.Equal((0, 1L, 1L), (alone.Delivered, alone.Left.Pending, alone.Left.Waiting));

        await Hub.PullAsync("accepted", Row.Case("P1"), Row.Case("X1"));
        var both = await Hub.DeliverAsync(target);

        Assert.Equal((3, 0L), (both.Delivered, both.Left.Pending));
        Assert.Equal("C1", Number(target, 2));
    }

    [Fact]
    public async Task Deliver_ParentAndChildInOnePage_SendsTheParentFirst()
    {
        await Hub.PullAsync("accepted", Child("C1", "P1"), Child("C2", "C1"), Row.Case("P1"));
        var target = new ScriptedTarget();

        await Hub.DeliverAsync(target);

        Assert.Equal(["P1", "C1", "C2"], [Number(target, 0), Number(target, 1), Number(target, 2)]);
    }

    [Fact]
    public async Task Deliver_ParentNamedByAnotherNumber_IsFound()
    {
        await Hub.PullAsync("accepted", Child("C1", "35050020260001"), Row.Case("P1", more: """{"provincial":"35050020260001"}"""));
        var target = new ScriptedTarget();

        Assert.Equal(2, (await Hub.DeliverAsync(target)).Delivered);
        Assert.Equal("C1", Number(target, 1));
    }

    [Fact]
    public async Task Deliver_ParentRefused_TheChildStaysBehindAndIsCounted()
    {
        await Hub.PullAsync("accepted", Row.Case("P1"), Child("C1", "P1"));
        var target = new ScriptedTarget { Answer = i => new DeliveryResult(i.Key, DeliveryOutcome.Rejected) { Message = "no" } };

        var report = await Hub.DeliverAsync(target);

        Assert.Equal((1, 1L), (report.Rejected, report.Left.Waiting));
        Assert.Equal("1:2 1:4", await Hub.OutboxAsync());
    }

    [Fact]
    public async Task Deliver_ChildNamingItself_IsSentOnceItsParentExistsElsewhereOnly()
    {
        await Hub.PullAsync("accepted", Child("C1", "C1"));

        Assert.Equal(1, (await Hub.DeliverAsync(new ScriptedTarget())).Left.Waiting);
    }

    private static SourceRecord Child(string no, string parent) => Row.Case(no, more: $$"""{"parent":"{{parent}}"}""");

    private static string Number(ScriptedTarget target, int place) =>
        System.Text.Json.JsonDocument.Parse(target.Json(place)).RootElement.GetProperty("sourceCaseNo").GetString()!;
}
