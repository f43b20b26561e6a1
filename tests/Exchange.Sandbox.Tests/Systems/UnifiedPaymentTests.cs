using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Exchange.Sandbox.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Exchange.Sandbox.Tests.Systems;

/// <summary>The payment platform sends signed callbacks to a hub it is told of, again where the hub is busy, and later what changes.</summary>
[Collection(SandboxCollection.Name)]
[Trait("Category", "Integration")]
public sealed class UnifiedPaymentTests(SandboxServers servers) : IAsyncLifetime
{
    private const string Id = "unified-payment";
    private readonly ConcurrentQueue<(string Nonce, bool IsGenuine, JsonElement Body)> _received = [];
    private SandboxOptions _options = null!;
    private SystemsSandbox _sandbox = null!;
    private WebApplication _hub = null!;
    private string _url = "";
    private int _busy = 3;

    public async Task InitializeAsync()
    {
        _options = servers.Options(cases: 240) with { Systems = ["provincial-hall", Id], BaseTime = SystemsSandbox.BaseTime };
        _sandbox = await SystemsSandbox.StartAsync(servers, _options);
        _hub = LoopbackApplication.Build("http://127.0.0.1:0");
        _hub.MapPost($"/api/v1/ingest/{Id}/callbacks", TakeAsync);
        await _hub.StartAsync();
        _url = LoopbackApplication.Url(_hub);
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Push_AHubThatIsBusyAtFirst_TakesEveryCallbackSignedOnceOrTwice()
    {
        var report = await PushAsync();

        var feed = (await _sandbox.Http.GetFromJsonAsync<JsonElement>($"/sandbox/truth/systems/{Id}")).GetProperty("feeds")[0];
        Assert.Equal((feed.GetProperty("records").GetInt32(), 0, 0), (report.GetProperty("taken").GetInt32(), report.GetProperty("refused").GetInt32(), report.GetProperty("failed").GetInt32()));
        Assert.True(report.GetProperty("repeated").GetInt32() > 0);
        Assert.All(_received, r => Assert.True(r.IsGenuine));
        Assert.Equal(report.GetProperty("taken").GetInt32(), _received.Select(r => r.Nonce).Distinct().Count());
        var numbers = (await NumbersAsync()).ToHashSet(StringComparer.Ordinal);
        Assert.All(_received, r => Assert.Contains(r.Body.GetProperty("SN").GetString()!, numbers));
    }

    [Fact]
    public async Task Edit_OnceTheHubIsKnown_IsPushedAtOnce()
    {
        using var client = new SandboxClient(_sandbox.Server, servers.Connection, _options);
        await PushAsync();
        _received.Clear();

        var edited = await client.ActAsync("edit", new { system = Id, count = 2 });

        Assert.Equal(
            edited.GetProperty("sourceNos").EnumerateArray().Select(n => n.GetString()).Order(StringComparer.Ordinal),
            _received.Select(r => r.Body.GetProperty("PayOrdNum").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Push_WithoutAHub_SaysWhatIsMissing()
    {
        using var answer = await _sandbox.Http.PostAsJsonAsync("/sandbox/push", new { hub = "nowhere" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("hub", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<JsonElement> PushAsync()
    {
        using var answer = await _sandbox.Http.PostAsJsonAsync("/sandbox/push", new { hub = _url });
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("pushed")[0];
    }

    private async Task<List<string>> NumbersAsync()
    {
        using var client = new SandboxClient(_sandbox.Server, servers.Connection, _options);
        return [.. (await client.PullAsync(500)).Items.Select(i => i.GetProperty("sblsh").GetString()!)];
    }

    private async Task TakeAsync(HttpContext context)
    {
        if (Interlocked.Decrement(ref _busy) >= 0)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "1";
            return;
        }
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        string Header(string name) => context.Request.Headers[name].ToString();
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{Header("X-Timestamp")}.{Header("X-Nonce")}."), .. body.ToArray()];
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(_sandbox.Password(Id)), signed));
        _received.Enqueue((Header("X-Nonce"), Header("X-Signature") == expected, JsonSerializer.Deserialize<JsonElement>(body.ToArray())));
    }
}
