using Exchange.Connectors.Tests;
using Exchange.Abstractions.Failures;
using Microsoft.AspNetCore.Http;

namespace Exchange.Connectors.Rest.Tests;

/// <summary>Lists that tell little, and the request for each record's details.</summary>
public sealed class DetailTests
{
    private const string List = """{"code":0,"data":[{"sblsh":"A/1","s":1},{"sblsh":"B","s":2},{"sblsh":"C","s":3}]}""";
    private const string Stream = "request: { path: /list }\nrecords: $.data\ndetail: { path: \"/cases/{sblsh}\", record: $.data, into: detail }";
    private const string Envelope = "envelope: { code: $.code, retry: [\"5001\"], retryDelay: 5ms }";

    [Fact]
    public async Task Detail_BecomesAMember()
    {
        await using var scene = await Scene.StartAsync(a => a.Path == "/list" ? List : """{"code":0,"data":{"of":"PATH"}}""".Replace("PATH", a.Path));

        var page = (await scene.ReadAsync(Scene.Stream(Envelope, Stream, "sblsh"))).Single();

        Assert.Equal("""{"sblsh":"A/1","s":1,"detail":{"of":"/cases/A/1"}}""", page.Json[0].Replace("%2F", "/"));
        Assert.Equal(["A/1", "B", "C"], page.Page.Records.Select(r => r.SourceKey));
        Assert.Equal(4, page.Page.Fetches);
    }

    [Fact]
    public async Task Detail_Joined_ItsValuesCount()
    {
        await using var scene = await Scene.StartAsync(a => a.Path == "/list" ? List : """{"code":0,"data":{"s":9,"t":"x"}}""");

        var page = (await scene.ReadAsync(Scene.Stream(Envelope, Stream.Replace(", into: detail", ""), "sblsh"))).Single();

        Assert.Equal("""{"sblsh":"B","s":9,"t":"x"}""", page.Json[1]);
    }

    [Fact]
    public async Task OneRefused_IsThatRecordsFault()
    {
        await using var scene = await Scene.StartAsync((a, c) =>
        {
            c.Response.StatusCode = a.Path == "/cases/B" ? 404 : 200;
            return FakeHall.WriteAsync(c, a.Path == "/list" ? List : """{"code":0,"data":{}}""");
        });

        var records = (await scene.ReadAsync(Scene.Stream(Envelope, Stream, "sblsh"))).Single().Page.Records;

        Assert.Equal([null, "missing", null], records.Select(r => r.Fault?.Reason));
        Assert.Equal("B", records[1].SourceKey);
    }

    [Fact]
    public async Task AllRefused_IsAWrongPathNotThreeFaults()
    {
        await using var scene = await Scene.StartAsync((a, c) =>
        {
            c.Response.StatusCode = a.Path == "/list" ? 200 : 404;
            return FakeHall.WriteAsync(c, List);
        });

        Assert.Contains("nothing at this path", (await Assert.ThrowsAsync<ExchangeException>(() => scene.ReadAsync(Scene.Stream(Envelope, Stream, "sblsh")))).Message);
    }

    [Fact]
    public async Task BusyForGood_FailsTheRunSoThatNothingIsLost()
    {
        await using var scene = await Scene.StartAsync(a => a.Path == "/list" ? List : a.Path == "/cases/C" ? """{"code":5001}""" : """{"code":0,"data":{}}""");

        Assert.Equal(FailureKind.Transient, (await Assert.ThrowsAsync<ExchangeException>(() => scene.ReadAsync(Scene.Stream(Envelope, Stream, "sblsh")))).Kind);
        Assert.Equal(5, scene.Asked.Count(a => a.Path == "/cases/C"));
    }

    [Fact]
    public async Task RecordWithoutTheField_IsItsFaultAndNotAsked()
    {
        await using var scene = await Scene.StartAsync(a => a.Path == "/list" ? """{"code":0,"data":[{"sblsh":"A","no":null},{"sblsh":"B","no":"7"}]}""" : """{"code":0,"data":{}}""");

        var records = (await scene.ReadAsync(Scene.Stream(Envelope, Stream.Replace("{sblsh}", "{no}"), "sblsh"))).Single().Page.Records;

        Assert.Equal(["missing", null], records.Select(r => r.Fault?.Reason));
        Assert.Equal(2, scene.Asked.Count);
    }

    [Fact]
    public async Task Details_AreAskedAFewAtOnce()
    {
        var (now, most) = (0, 0);
        await using var scene = await Scene.StartAsync(async (a, c) =>
        {
            if (a.Path != "/list")
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                await Task.Delay(30);
                Interlocked.Decrement(ref now);
            }

            await FakeHall.WriteAsync(c, a.Path == "/list" ? $$"""{"code":0,"data":[{{string.Join(',', Enumerable.Range(0, 20).Select(i => $$"""{"sblsh":"{{i}}"}"""))}}]}""" : """{"code":0,"data":{}}""");
        });

        await scene.ReadAsync(Scene.Stream(Envelope, Stream.Replace("into: detail", "into: detail, concurrent: 3"), "sblsh"));

        Assert.InRange(most, 2, 3);
    }
}
