using System.Net;
using System.Text.Json;
using Exchange.Sandbox.Tests.Servers;

namespace Exchange.Sandbox.Tests.Provincial;

[Collection(SandboxCollection.Name)]
[Trait("Category", "Integration")]
public sealed class ProvincialListingTests(SandboxServers servers) : IAsyncLifetime
{
    private SandboxServer _server = null!;
    private SandboxClient _client = null!;

    public async Task InitializeAsync()
    {
        var options = servers.Options();
        _server = await servers.StartAsync(options);
        _client = new SandboxClient(_server, servers.Connection, options);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task List_SmallPages_EveryRowOnceInOrder()
    {
        var (items, pages) = await _client.PullAsync(7);

        Assert.Equal(110, items.Count);
        Assert.Equal(16, pages);
        var order = items.Select(i => i.GetProperty("gxsj").GetString() + i.GetProperty("sblsh").GetString()).ToList();
        Assert.Equal(order.Order(StringComparer.Ordinal), order);
        Assert.Equal(110, order.Distinct().Count());
    }

    [Fact]
    public async Task List_TwoReads_OnlyFetchedAtDiffers()
    {
        var first = (await _client.PullAsync(500)).Items[0];
        var second = (await _client.PullAsync(500)).Items[0];

        Assert.NotEqual(first.GetProperty("fetchedAt").GetString(), second.GetProperty("fetchedAt").GetString());
        Assert.Equal(first.EnumerateObject().Where(p => p.Name != "fetchedAt").Select(p => p.ToString()), second.EnumerateObject().Where(p => p.Name != "fetchedAt").Select(p => p.ToString()));
    }

    [Fact]
    public async Task List_ExpiredToken_Unauthorized()
    {
        await _client.SetFaultsAsync(new { provincialHall = new { tokenLifetimeSeconds = 0.05 } });
        var token = await _client.TokenAsync();
        await Task.Delay(100);

        using var answer = await _client.CasesAsync("updatedFrom=2020-01-01%2000:00:00", token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task List_RevokedEveryThirdRequest_Unauthorized()
    {
        await _client.SetFaultsAsync(new { provincialHall = new { revokeEvery = 3 } });
        var token = await _client.TokenAsync();
        var codes = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await _client.CasesAsync("updatedFrom=2020-01-01%2000:00:00", token);
            codes.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized], codes);
    }

    [Theory]
    [InlineData("updatedFrom=yesterday")]
    [InlineData("pageSize=0&updatedFrom=2020-01-01%2000:00:00")]
    [InlineData("pageToken=rubbish")]
    public async Task List_BadParameter_EnvelopeSaysSo(string query)
    {
        using var answer = await _client.CasesAsync(query, await _client.TokenAsync());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(4001, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task List_Busy_OkWithRetryableCode()
    {
        await _client.SetFaultsAsync(new { provincialHall = new { busyRate = 1 } });

        using var answer = await _client.CasesAsync("updatedFrom=2020-01-01%2000:00:00", await _client.TokenAsync());

        Assert.Equal(5001, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Token_WrongSecret_Unauthorized()
    {
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => _client.TokenAsync("guess"));

        Assert.Equal(HttpStatusCode.Unauthorized, error.StatusCode);
    }

    [Fact]
    public async Task List_AllShapeFaults_StillEveryRowAndOlderCopies()
    {
        await _client.SetFaultsAsync(new { provincialHall = new { truncatePage = 0.5, repeatRows = 0.3, reorderWithinSecond = true, duplicateAcrossPages = 0.5 } });

        var (items, pages) = await _client.PullAsync(20);

        Assert.Equal(110, items.Select(i => i.GetProperty("sblsh").GetString()).Distinct().Count());
        Assert.True(items.Count > 110);
        Assert.True(pages > 6);
        Assert.Contains(items.GroupBy(i => i.GetProperty("sblsh").GetString()), g => g.Select(i => i.GetProperty("gxsj").GetString()).Distinct().Count() > 1);
    }
}
