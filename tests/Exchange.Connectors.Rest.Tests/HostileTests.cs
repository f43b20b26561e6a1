using System.IO.Compression;
using System.Text;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Tests;
using Microsoft.AspNetCore.Http;

namespace Exchange.Connectors.Rest.Tests;

/// <summary>Systems that answer with the worst there is: each ends in a clear failure, in bounded time and memory.</summary>
public sealed class HostileTests
{
    private static readonly byte[] Megabyte = Encoding.ASCII.GetBytes(new string(' ', 1024 * 1024));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReplyOfOneGigabyte_IsCutOff(bool announced)
    {
        var before = GC.GetTotalAllocatedBytes();
        await using var scene = await Scene.StartAsync(async (_, c) =>
        {
            c.Response.ContentLength = announced ? 1024L * Megabyte.Length : null;
            for (var sent = 0; sent < 1024 && !c.RequestAborted.IsCancellationRequested; sent++)
            {
                await c.Response.Body.WriteAsync(Megabyte, c.RequestAborted);
            }
        });

        var failure = await FailureAsync(scene, "maximumReply: 8MB");

        Assert.Equal(FailureKind.Data, failure.Kind);
        Assert.Contains("more than 8388608 bytes", failure.Message);
        Assert.Contains("maximumReply", failure.Remedy);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 128L * 1024 * 1024);
    }

    [Fact]
    public async Task JsonAMillionDeep_IsADataFailure()
    {
        await using var scene = await Scene.StartAsync(_ => new string('[', 1_000_000));

        Assert.Contains("nested deeper than 64 levels", (await FailureAsync(scene)).Message);
    }

    [Fact]
    public async Task JsonOfTensOfMillionsOfValues_IsADataFailureBeforeItTakesMemory()
    {
        var bytes = Encoding.ASCII.GetBytes($"[{string.Concat(Enumerable.Repeat("0,", 15_000_000))}0]");
        await using var scene = await Scene.StartAsync((_, c) => c.Response.Body.WriteAsync(bytes).AsTask());
        var before = GC.GetTotalAllocatedBytes();

        Assert.Contains("more than 8000000 values", (await FailureAsync(scene)).Message);

        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 200L * 1024 * 1024);
    }

    [Fact]
    public async Task XmlAMillionDeep_IsADataFailure()
    {
        await using var scene = await Scene.StartAsync(_ => string.Concat(Enumerable.Repeat("<a>", 1_000_000)));

        Assert.Contains("nested deeper than 32 levels", (await FailureAsync(scene, "reply: { format: xml }")).Message);
    }

    [Theory]
    [InlineData("<!DOCTYPE r SYSTEM \"http://127.0.0.1:1/x.dtd\"><r/>")]
    [InlineData("<!DOCTYPE r [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><r>&a;</r>")]
    [InlineData("<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><r>&b;</r>")]
    public async Task XmlWithADocumentType_IsRefused(string xml)
    {
        await using var scene = await Scene.StartAsync(_ => xml);

        var failure = await FailureAsync(scene, "reply: { format: xml }");

        Assert.Equal(FailureKind.Data, failure.Kind);
        Assert.Contains("document type (DTD) is refused", failure.Remedy);
        Assert.DoesNotContain("root:", failure.ToString());
    }

    [Fact]
    public async Task XmlInsideJson_WithADocumentType_IsRefused()
    {
        await using var scene = await Scene.StartAsync(_ => """{"d":"<!DOCTYPE r [<!ENTITY a 'x'>]><r>&a;</r>"}""");

        Assert.Contains("inside 'd'", (await FailureAsync(scene, "reply: { inside: { path: d, format: xml } }")).Message);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData(null)]
    public async Task PackedBomb_IsCutOff(string? encoding)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var i = 0; i < 200; i++)
            {
                gzip.Write(Megabyte);
            }
        }

        var bytes = packed.ToArray();
        Assert.InRange(bytes.Length, 1, 300_000);
        await using var scene = await Scene.StartAsync(async (_, c) =>
        {
            c.Response.Headers.ContentEncoding = encoding;
            await c.Response.Body.WriteAsync(bytes);
        });
        var before = GC.GetTotalAllocatedBytes();

        Assert.Contains("more than 4194304 bytes", (await FailureAsync(scene, "maximumReply: 4MB")).Message);

        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64L * 1024 * 1024);
    }

    [Fact]
    public async Task SlowDrip_EndsAtTheTimeLimitOfTheRequest()
    {
        await using var scene = await Scene.StartAsync(async (_, c) =>
        {
            while (!c.RequestAborted.IsCancellationRequested)
            {
                await c.Response.WriteAsync(" ");
                await c.Response.Body.FlushAsync();
                await Task.Delay(50);
            }
        });
        var began = TimeProvider.System.GetTimestamp();

        var failure = await FailureAsync(scene, "timeout: 500ms");

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Contains("was not complete within 0.5 s", failure.Message);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0.4, 10);
    }

    [Fact]
    public async Task RedirectToAnotherHost_IsRefusedByName_AndTheSecretStaysHere()
    {
        var stolen = 0;
        await using var thief = await Scene.StartAsync(_ => $"{stolen++}");
        await using var scene = await Scene.StartAsync((_, c) =>
        {
            c.Response.Redirect(thief.Url + "/x");
            return Task.CompletedTask;
        });

        var failure = await FailureAsync(scene, "auth: { type: header, name: X-Key, value: s3cret }");

        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.Contains($"redirects to {thief.Url}", failure.Message);
        Assert.Contains("set baseUrl", failure.Remedy);
        Assert.Empty(thief.Asked);
    }

    [Fact]
    public async Task RedirectOnTheSameHost_IsFollowed_ButNotForEver()
    {
        await using var scene = await Scene.StartAsync((a, c) =>
        {
            if (a.Path != "/y")
            {
                c.Response.Redirect(a.Path == "/loop" ? "/loop" : "/y");
                return Task.CompletedTask;
            }

            return FakeHall.WriteAsync(c, """[{"id":"a"}]""");
        });

        Assert.Equal(["a"], await scene.KeysAsync(Scene.Stream("auth: { type: header, name: X-Key, value: k }", "request: { path: /x }")));
        Assert.Equal("k", scene.Asked[1].Header("X-Key"));
        Assert.Contains("does not follow", (await Assert.ThrowsAsync<ExchangeException>(() => scene.ReadAsync(Scene.Stream("", "request: { path: /loop }")))).Message);
        Assert.Equal(8, scene.Asked.Count);
    }

    [Fact]
    public async Task ConnectionCutInTheBody_IsTransient()
    {
        await using var scene = await Scene.StartAsync(async (_, c) =>
        {
            c.Response.ContentLength = 1000;
            await c.Response.WriteAsync("[");
            await c.Response.Body.FlushAsync();
            c.Abort();
        });

        Assert.Equal(FailureKind.Transient, (await FailureAsync(scene)).Kind);
    }

    [Fact]
    public async Task CancelledInTheMiddle_StopsAtOnce_AndTheLastCursorIsGood()
    {
        using var stop = new CancellationTokenSource();
        await using var scene = await Scene.StartAsync(async (a, c) =>
        {
            if (a.Query["p"] == "2")
            {
                await Task.Delay(10_000, c.RequestAborted);
            }

            await FakeHall.WriteAsync(c, a.Query["p"] == "1" ? """[{"id":"1","t":"2026-03-02 09:00:00"}]""" : "[]");
        });
        await using var source = new RestKind().CreateSource(
            Declarations.Parse(Scene.Stream("", "request: { path: /x }\npagination: { type: page, parameter: p }\ncursor: { field: t }").Replace("URL", scene.Url)), Declarations.Services());
        string? cursor = null;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var page in source.ReadAsync(new ReadRequest("s"), stop.Token))
            {
                cursor = page.Cursor;
                stop.CancelAfter(50);
            }
        });

        Assert.Contains("\"page\":\"2\"", cursor);
    }

    [Fact]
    public async Task Check_TellsWhatIsWrong()
    {
        await using var scene = await Scene.StartAsync(_ => "<html>");
        await using var source = new RestKind().CreateSource(Declarations.Parse(Scene.Stream("", "request: { path: /x }").Replace("URL", scene.Url)), Declarations.Services());

        CheckResult result = await source.CheckAsync(default);

        Assert.False(result.Ok);
        Assert.Contains("not JSON", result.Message);
    }

    private static Task<ExchangeException> FailureAsync(Scene scene, string settings = "") =>
        Assert.ThrowsAsync<ExchangeException>(() => scene.ReadAsync(Scene.Stream(settings, "request: { path: /x }")));
}
