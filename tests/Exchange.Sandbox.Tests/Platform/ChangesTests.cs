using System.Text.Json;
using Exchange.Sandbox.Tests.Servers;

namespace Exchange.Sandbox.Tests.Platform;

/// <summary>The platform's listing of what clerks keyed at its windows.</summary>
[Collection(SandboxCollection.Name)]
[Trait("Category", "Integration")]
public sealed class ChangesTests(SandboxServers servers) : IAsyncLifetime
{
    private const string From = "updatedFrom=2020-01-01%2000:00:00";
    private SandboxOptions _options = null!;
    private SandboxServer _server = null!;
    private SandboxClient _client = null!;

    public async Task InitializeAsync()
    {
        _options = servers.Options(cases: 150) with { Systems = ["unified-platform"], BaseTime = new DateTime(2026, 9, 1, 10, 0, 0) };
        _server = await servers.StartAsync(_options);
        _client = new SandboxClient(_server, servers.Connection, _options);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("cases", "EXE_ID")]
    [InlineData("steps", "TASK_ID")]
    public async Task Pages_JoinedByTheirMarks_HoldEveryRecordOnceInOrder(string feed, string key)
    {
        var all = (await _client.PlatformAsync($"/api/v1/changes/{feed}?{From}&limit=1000")).GetProperty("items").EnumerateArray().ToList();
        var read = new List<JsonElement>();
        string? after = null;
        do
        {
            var page = await _client.PlatformAsync($"/api/v1/changes/{feed}?{From}&limit=17{(after is null ? "" : $"&after={after}")}");
            read.AddRange(page.GetProperty("items").EnumerateArray());
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);

        Assert.True(all.Count > 100);
        Assert.Equal(all.Select(r => r.GetProperty(key).GetString()), read.Select(r => r.GetProperty(key).GetString()));
        Assert.Equal(read.Count, read.Select(r => r.GetProperty(key).GetString()).Distinct().Count());
        Assert.Equal(read.Select(r => r.GetProperty("UPDATE_TIME").GetString()).Order(StringComparer.Ordinal), read.Select(r => r.GetProperty("UPDATE_TIME").GetString()));
    }

    [Fact]
    public async Task Edited_ListedFromTheTimeOfItsChange()
    {
        const string since = "/api/v1/changes/cases?updatedFrom=2026-09-01%2010:00:01";
        Assert.Empty((await _client.PlatformAsync(since)).GetProperty("items").EnumerateArray());

        var edited = await _client.ActAsync("edit", new { system = "unified-platform", count = 1 });

        var item = Assert.Single((await _client.PlatformAsync(since)).GetProperty("items").EnumerateArray());
        Assert.Equal(edited.GetProperty("sourceNos")[0].GetString(), item.GetProperty("EXE_ID").GetString());
    }

    [Fact]
    public async Task KeyedAtAWindow_IsACaseThatTheHubDoesNotSendBack()
    {
        var truth = await _client.GetAsync("/sandbox/truth/systems/unified-platform");

        Assert.All(truth.GetProperty("cases").EnumerateArray(), c => Assert.Equal(JsonValueKind.Null, c.GetProperty("atPlatform").ValueKind));
        Assert.Equal(_server.Ready.Cases, truth.GetProperty("cases").GetArrayLength());
    }
}
