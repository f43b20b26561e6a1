using Exchange.Abstractions.Sources;
using Exchange.Pipeline.Pulling;
using Exchange.Storage.Tests.Hubs;

namespace Exchange.Storage.Tests;

/// <summary>Cases whose parts arrive in any order, one after the other and at once.</summary>
public sealed class PartTests(TestCluster cluster) : HubTest(cluster)
{
    [Fact]
    public async Task Pull_PartsBeforeTheirCase_WaitAndAreAdopted()
    {
        var steps = await Hub.PullAsync("steps", Row.Step("s1", "C1"), Row.Step("s2", "C1", started: 2));
        Assert.Equal(2, steps.Counts.Waiting);
        Assert.Equal("", await Hub.OutboxAsync());
        Assert.Equal(2, await Hub.AskAsync<long>("select count(*) from hub.contribution c join hub.cases k using (case_id) where not k.known"));

        await Hub.PullAsync("accepted", Row.Case("C1"));

        var content = await Hub.ContentAsync("C1");
        Assert.Contains("\"s1\"", content, StringComparison.Ordinal);
        Assert.Contains("\"s2\"", content, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"in-process\"", content, StringComparison.Ordinal);
        Assert.Equal("1:0", await Hub.OutboxAsync());
    }

    [Fact]
    public async Task Pull_PartOfAnotherSystemsCase_JoinsItWhicheverComesFirst()
    {
        const string Payments = """
            id: payments
            name: 统一支付
            kind: scripted
            timeZone: Asia/Shanghai
            streams:
              - { name: fees, part: event, key: [id], caseKey: no, caseSystem: bureau, mapping: bureau/steps }
            """;
        await Hub.ConfigureAsync(Payments, TestFiles.Platform);
        Assert.Equal(1, (await Hub.PullAsync("fees", Row.Step("f1", "C1"))).Counts.Waiting);

        await Hub.ConfigureAsync(TestFiles.Bureau, Payments, TestFiles.Platform);
        await Hub.PullAsync("accepted", Row.Case("C1"), Row.Case("C2"));
        await Hub.PullAsync("fees", Row.Step("f2", "C2"));

        Assert.Contains("\"f1\"", await Hub.ContentAsync("C1"), StringComparison.Ordinal);
        Assert.Contains("\"f2\"", await Hub.ContentAsync("C2"), StringComparison.Ordinal);
        Assert.Equal(2, await Hub.AskAsync<long>("select count(*) from hub.cases"));
    }

    [Fact]
    public async Task Pull_EveryOrderOfArrival_EndsInTheSameCase()
    {
        (string Stream, Func<string, SourceRecord> Make)[] parts =
        [
            ("accepted", no => Row.Case(no, 1)),
            ("steps", no => Row.Step($"{no}-s1", no, 2)),
            ("steps", no => Row.Step($"{no}-s2", no, 3, "决定", 2)),
            ("results", no => Row.Result($"{no}-r", no, 4)),
        ];
        var contents = new HashSet<string>();
        var number = 0;
        foreach (var order in Orders(parts))
        {
            var no = $"C{++number:00}";
            foreach (var (stream, make) in order)
            {
                await Hub.PullAsync(stream, make(no));
            }

            contents.Add((await Hub.ContentAsync(no)).Replace(no, "C", StringComparison.Ordinal));
        }

        Assert.Equal(24, number);
        Assert.Contains("\"status\":\"done\"", Assert.Single(contents), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_StreamsAtOnceOnTheSameCases_LoseNoPart()
    {
        const int Cases = 300;
        var random = new Random(7);
        var all = Enumerable.Range(1, Cases).Select(i => $"C{i:000}").ToArray();
        SourcePage[] Pages(Func<string, SourceRecord> make)
        {
            var shuffled = all.ToArray();
            random.Shuffle(shuffled);
            return [.. shuffled.Select(make).Chunk(20).Select(c => new SourcePage(c, null))];
        }

        var options = new PullOptions { BatchSize = 20 };
        var reports = await Task.WhenAll(
            Hub.PullAsync("accepted", new ScriptedSource(Pages(no => Row.Case(no, 1))), options),
            Hub.PullAsync("steps", new ScriptedSource(Pages(no => Row.Step($"{no}-s", no, 2))), options),
            Hub.PullAsync("results", new ScriptedSource(Pages(no => Row.Result($"{no}-r", no, 3))), options));

        Assert.All(reports, r => Assert.True(r.Failure is null, r.Failure?.ToString()));
        Assert.Equal(Cases, await Hub.AskAsync<long>("select count(*) from hub.cases where known and status = 'done'"));
        Assert.Equal(Cases, await Hub.AskAsync<long>("select count(*) from hub.case_key"));
        Assert.Equal(Cases * 3, await Hub.AskAsync<long>("select count(*) from hub.contribution c join hub.case_key k using (case_id)"));
        foreach (var no in all.Take(20))
        {
            var content = await Hub.ContentAsync(no);
            Assert.Contains("审查", content, StringComparison.Ordinal);
            Assert.Contains("granted", content, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pull_CaseDeletedWithPartsLeft_PartsWaitUntilItComesBack()
    {
        await Hub.PullAsync("accepted", Row.Case("C1"));
        await Hub.PullAsync("steps", Row.Step("s1", "C1"));
        await Hub.PullAsync("accepted", Row.Case("C1", 1).Deleted());

        var late = await Hub.PullAsync("results", Row.Result("r1", "C1"));
        Assert.Equal(1, late.Counts.Waiting);
        await Hub.PullAsync("accepted", Row.Case("C1", 2));

        var content = await Hub.ContentAsync("C1");
        Assert.Contains("审查", content, StringComparison.Ordinal);
        Assert.Contains("granted", content, StringComparison.Ordinal);
        Assert.Equal("1:0 2:0 3:1 4:0", await Hub.TextAsync("select string_agg(version || ':' || operation, ' ' order by version) from hub.case_version"));
    }

    [Fact]
    public async Task Pull_PartDeleted_LeavesTheCase()
    {
        await Hub.PullAsync("accepted", Row.Case("C1"));
        await Hub.PullAsync("results", Row.Result("r1", "C1", 1));
        Assert.Contains("done", await Hub.ContentAsync("C1"), StringComparison.Ordinal);

        await Hub.PullAsync("results", Row.Result("r1", "C1", 2).Deleted());

        var content = await Hub.ContentAsync("C1");
        Assert.DoesNotContain("granted", content, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"accepted\"", content, StringComparison.Ordinal);
    }

    private static IEnumerable<T[]> Orders<T>(T[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany((item, index) => Orders([.. items[..index], .. items[(index + 1)..]]).Select(rest => (T[])[item, .. rest]));
}
