using Exchange.Pipeline.Registry;
using Exchange.Storage.Registry;
using Exchange.Storage.Tests.Hubs;

namespace Exchange.Storage.Tests;

/// <summary>What is out of order about a case put together from several records.</summary>
public sealed class NoticeTests(TestCluster cluster) : HubTest(cluster)
{
    [Fact]
    public async Task Notices_OfACaseInOrder_AreOnlyWhatItLacks()
    {
        await Hub.PullAsync("accepted", Row.Case("C1"));
        Assert.Empty(await NoticesAsync("C1"));

        await Hub.PullAsync("results", Row.Result("r", "C1"));

        Assert.Equal(["result-has-acceptance"], await NoticesAsync("C1"));
    }

    [Fact]
    public async Task Notices_StateGoneBackAndReasonMissing_AreTold()
    {
        await Hub.PullAsync("accepted", Row.Case("C1", 1, state: "3"));
        await Hub.PullAsync("accepted", Row.Case("C1", 2, state: "1"));
        Assert.Equal(["state-follows"], await NoticesAsync("C1"));

        await Hub.PullAsync("accepted", Row.Case("C1", 2, state: "1").Deleted());
        Assert.Empty(await NoticesAsync("C1"));
        await Hub.PullAsync("accepted", Row.Case("C1", 3, state: "0"));
        Assert.Empty(await NoticesAsync("C1"));
    }

    [Fact]
    public async Task Notices_TwoHeadsOfOneCase_AreComparedByTheirAcceptance()
    {
        Hub.WriteMapping("accepted.yaml", TestFiles.Accepted.Replace("applicant.name: name", "acceptanceNo: acceptance", StringComparison.Ordinal));
        Hub.LoadMappings();
        await Hub.PullAsync("accepted", Row.Case("C1", id: "a", more: """{"acceptance":"1"}"""), Row.Case("C1", id: "b"));
        Assert.Empty(await NoticesAsync("C1"));

        await Hub.PullAsync("accepted", Row.Case("C1", 1, id: "b", more: """{"acceptance":"2"}"""));

        Assert.Equal(["one-acceptance"], await NoticesAsync("C1"));
    }

    private async Task<IEnumerable<string>> NoticesAsync(string caseKey)
    {
        var reader = new CaseReader(Hub.Database);
        var found = await reader.FindAsync(caseKey, CancellationToken.None);
        var view = await reader.ReadAsync(Assert.Single(found), CancellationToken.None);
        return (await new CaseNotices(reader, Hub.Security.Sealer).ReadAsync(view!, CancellationToken.None)).Select(n => n.Rule);
    }
}
