using System.Net;
using System.Text.Json;
using Exchange.Sandbox.Tests.Servers;

namespace Exchange.Sandbox.Tests.Platform;

[Collection(SandboxCollection.Name)]
[Trait("Category", "Integration")]
public sealed class PlatformTests(SandboxServers servers) : IAsyncLifetime
{
    private SandboxServer _server = null!;
    private SandboxClient _client = null!;

    public async Task InitializeAsync()
    {
        var options = servers.Options(cases: 0);
        _server = await servers.StartAsync(options);
        _client = new SandboxClient(_server, servers.Connection, options);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Changes_SandboxWithoutWindowCases_ListsNothing()
    {
        var page = await _client.PlatformAsync("/api/v1/changes/cases?updatedFrom=2020-01-01%2000:00:00&limit=10");

        Assert.Empty(page.GetProperty("items").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next").ValueKind);
    }

    private static Dictionary<string, object> Item(string key, string caseId, long version, string status = "11") => new()
    {
        ["key"] = key,
        ["caseId"] = caseId,
        ["version"] = version,
        ["operation"] = "upsert",
        ["SOURCE_SYSTEM"] = "provincial-hall",
        ["SOURCE_NO"] = caseId,
        ["ITEM_CODE"] = "350521102XK01001",
        ["RUN_STATUS"] = status,
        ["SQRMC"] = "林晓䶮",
    };

    private async Task<(long Applied, long Repeats, long Stale, long Rejected, long OutOfOrder, long Double)> LedgerAsync()
    {
        var summary = await _client.GetAsync("/sandbox/ledger/summary");
        long Of(string name) => summary.GetProperty(name).GetInt64();
        return (Of("applied"), Of("repeats"), Of("stale"), Of("rejected"), Of("outOfOrder"), Of("doubleEffects"));
    }

    [Fact]
    public async Task Batch_NewVersions_AppliedAndListed()
    {
        Assert.Equal(["0", "0", "0"], await _client.PushAsync(Item("a1", "a", 1), Item("a2", "a", 2), Item("b1", "b", 1)));

        var keys = (await _client.PlatformAsync("/api/v1/keys?after=&limit=1")).GetProperty("items");
        Assert.Equal(("a", 2L), (keys[0].GetProperty("key").GetString(), keys[0].GetProperty("version").GetInt64()));
        Assert.Equal("b", (await _client.PlatformAsync("/api/v1/keys?after=a&limit=10")).GetProperty("items")[0].GetProperty("key").GetString());
        Assert.Matches("^YTH[0-9]{8}$", keys[0].GetProperty("platformId").GetString());
    }

    [Fact]
    public async Task Batch_RepeatedKeyOrOlderVersion_NoEffect()
    {
        await _client.PushAsync(Item("a2", "a", 2));

        Assert.Equal(["409", "409", "409"], await _client.PushAsync(Item("a2", "a", 2), Item("a1", "a", 1), Item("a2-other", "a", 2)));
        Assert.Equal((1, 1, 2, 0, 0, 0), await LedgerAsync());
    }

    [Fact]
    public async Task Batch_SameKeyTwiceInside_OneEffect()
    {
        Assert.Equal(["0", "409"], await _client.PushAsync(Item("a1", "a", 1), Item("a1", "a", 1)));
    }

    [Fact]
    public async Task Batch_SentByManyAtOnce_OneEffectEach()
    {
        var batch = Enumerable.Range(0, 100).Select(i => Item($"k{i}", $"c{i}", 1)).ToList();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _client.PushAsync(batch)));

        Assert.Equal((100, 500, 0, 0, 0, 0), await LedgerAsync());
    }

    [Theory]
    [InlineData("ITEM_CODE")]
    [InlineData("SOURCE_NO")]
    [InlineData("RUN_STATUS")]
    [InlineData("SQRMC")]
    public async Task Batch_RequiredFieldMissing_RejectedThatItemOnly(string field)
    {
        var bad = Item("a1", "a", 1);
        bad.Remove(field);

        using var answer = await _client.PostBatchAsync([bad, Item("b1", "b", 1)]);
        var results = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("results");

        Assert.Equal("422", results[0].GetProperty("code").GetString());
        Assert.Contains(field, results[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("0", results[1].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Batch_UnknownStatus_Rejected() => Assert.Equal(["422"], await _client.PushAsync(Item("a1", "a", 1, "55")));

    [Fact]
    public async Task Batch_RejectedThenMended_SameKeyIsTaken()
    {
        await _client.PushAsync(Item("a1", "a", 1, "55"));

        Assert.Equal(["0"], await _client.PushAsync(Item("a1", "a", 1)));
    }

    [Fact]
    public async Task Batch_WrongKeyOrUnauthorized_401()
    {
        using var wrong = await _client.PostBatchAsync([Item("a1", "a", 1)], "guess");
        await _client.SetFaultsAsync(new { platform = new { unauthorized = true } });
        using var closed = await _client.PostBatchAsync([Item("a1", "a", 1)]);

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized], [wrong.StatusCode, closed.StatusCode]);
    }

    [Fact]
    public async Task Batch_OversizedOrMalformed_400()
    {
        using var many = await _client.PostBatchAsync(Enumerable.Range(0, 501).Select(i => Item($"k{i}", $"c{i}", 1)));
        using var none = await _client.PostBatchAsync([]);

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], [many.StatusCode, none.StatusCode]);
    }

    [Fact]
    public async Task Batch_DroppedAfterProcessing_EffectIsKnownAndRepeatHasNone()
    {
        await _client.SetFaultsAsync(new { platform = new { dropAfterProcessingRate = 1 } });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _client.PostBatchAsync([Item("a1", "a", 1)]));
        await _client.SetFaultsAsync(new { platform = new { dropAfterProcessingRate = 0 } });

        var known = (await _client.PlatformAsync("/api/v1/cases/known", new { keys = new[] { "a1", "zz" } })).GetProperty("known");
        Assert.Equal("a1", Assert.Single(known.EnumerateArray()).GetProperty("key").GetString());
        Assert.Equal(["409"], await _client.PushAsync(Item("a1", "a", 1)));
    }

    [Fact]
    public async Task Batch_DroppedBeforeProcessingOr500_NoEffect()
    {
        await _client.SetFaultsAsync(new { platform = new { dropBeforeProcessingRate = 1 } });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _client.PostBatchAsync([Item("a1", "a", 1)]));
        await _client.SetFaultsAsync(new { platform = new { dropBeforeProcessingRate = 0, error500Rate = 1 } });
        using var failed = await _client.PostBatchAsync([Item("a1", "a", 1)]);

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Equal(0, (await LedgerAsync()).Applied);
    }

    [Fact]
    public async Task Batch_RejectRate_SameCasesUntilCleared()
    {
        await _client.SetFaultsAsync(new { platform = new { rejectRate = 0.3 } });
        var first = await _client.PushAsync(Enumerable.Range(0, 100).Select(i => Item($"k{i}-1", $"c{i}", 1)));
        var second = await _client.PushAsync(Enumerable.Range(0, 100).Select(i => Item($"k{i}-2", $"c{i}", 2)));
        await _client.SetFaultsAsync(new { platform = new { rejectRate = 0 } });
        var third = await _client.PushAsync(Enumerable.Range(0, 100).Select(i => Item($"k{i}-3", $"c{i}", 3)));

        Assert.InRange(first.Count(c => c == "422"), 15, 45);
        Assert.Equal(first, second);
        Assert.All(third, c => Assert.Equal("0", c));
    }

    [Fact]
    public async Task Batch_ItemsBusy_503WithoutEffect()
    {
        await _client.SetFaultsAsync(new { platform = new { error503ItemRate = 1 } });

        Assert.Equal(["503"], await _client.PushAsync(Item("a1", "a", 1)));
        Assert.Equal(0, (await LedgerAsync()).Applied);
    }
}
