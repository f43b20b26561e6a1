using Exchange.Sandbox.Tests.Servers;

namespace Exchange.Sandbox.Tests.Truth;

[Collection(SandboxCollection.Name)]
[Trait("Category", "Integration")]
public sealed class TruthTests(SandboxServers servers) : IAsyncLifetime
{
    private SandboxOptions _options = null!;
    private SandboxServer _server = null!;
    private SandboxClient _client = null!;

    public async Task InitializeAsync()
    {
        _options = servers.Options();
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private async Task StartAsync()
    {
        _server = await servers.StartAsync(_options);
        _client = new SandboxClient(_server, servers.Connection, _options);
    }

    private async Task<(int Expected, int Held, int Missing, int Extra, int Different)> CompareAsync()
    {
        var result = await _client.GetAsync("/sandbox/truth/compare");
        int Of(string name) => result.GetProperty(name).GetInt32();
        return (Of("expected"), Of("held"), Of("missingCount"), Of("extraCount"), Of("differentCount"));
    }

    private async Task<int> ExpectedAsync() => (await _client.GetAsync("/sandbox/truth/summary")).GetProperty("expectedAtPlatform").GetInt32();

    [Fact]
    public async Task Compare_NothingThenEverythingPushed_MissingThenEqual()
    {
        var expected = await ExpectedAsync();
        Assert.Equal((expected, 0, expected, 0, 0), await CompareAsync());

        await _client.PushTruthAsync(1);

        Assert.Equal((expected, expected, 0, 0, 0), await CompareAsync());
    }

    [Fact]
    public async Task Compare_WrongFieldExtraCaseAndDouble_EachFound()
    {
        await _client.PushTruthAsync(1);
        var (expected, _, _, _, _) = await CompareAsync();
        await using (var spoil = _client.Truth.CreateCommand("""
            update held set content = replace(content, '"RUN_STATUS":"90"', '"RUN_STATUS":"20"') where case_id = (select case_id from held where content like '%"RUN_STATUS":"90"%' limit 1);
            insert into held select 'double', version, key, operation, source_system, source_no, content, hash, 'YTH99999998' from held limit 1;
            insert into held select 'unknown', version, key, operation, source_system, 'nobody', content, hash, 'YTH99999999' from held limit 1
            """))
        {
            await spoil.ExecuteNonQueryAsync();
        }

        Assert.Equal((expected, expected + 1, 0, 2, 1), await CompareAsync());
        var difference = (await _client.GetAsync("/sandbox/truth/compare")).GetProperty("different")[0];
        Assert.Equal(("RUN_STATUS", "90", "20"), (difference.GetProperty("field").GetString(), difference.GetProperty("expected").GetString(), difference.GetProperty("actual").GetString()));
    }

    [Fact]
    public async Task Edit_Cases_SourceAndTruthMoveTogether()
    {
        await _client.PushTruthAsync(1);
        await using (var read = _client.Livelihood.CreateCommand("update up_pro_accept set is_sync = '1'; update up_pro_process set is_sync = '1'; update up_pro_result set is_sync = '1'"))
        {
            await read.ExecuteNonQueryAsync();
        }

        var result = await _client.ActAsync("edit", new { count = 20, seed = 3, field = "mobile" });

        Assert.Equal(20, result.GetProperty("count").GetInt32());
        var differing = (await CompareAsync()).Different;
        Assert.InRange(differing, 15, 20);
        var pending = await _client.CountAsync(_client.Livelihood, "select count(*) from up_pro_accept where is_sync = '0' and cd_operation = 'U'");
        Assert.Equal(result.GetProperty("sourceNos").EnumerateArray().Count(n => !n.GetString()!.StartsWith("QZ", StringComparison.Ordinal)), pending);
        Assert.Equal(0, await _client.CountAsync(_client.Livelihood, "select count(*) from up_pro_result where is_sync = '0'"));
        await _client.PushTruthAsync(2);
        Assert.Equal(0, (await CompareAsync()).Different);
    }

    [Fact]
    public async Task Delete_ThenReinsert_ExtraThenEqual()
    {
        await _client.PushTruthAsync(1);
        var before = await CompareAsync();

        var deleted = await _client.ActAsync("delete", new { count = 10, seed = 1 });
        var gone = await CompareAsync();
        Assert.InRange(gone.Extra, 8, 10);
        Assert.Equal(before.Expected - gone.Extra, gone.Expected);
        Assert.Contains((await _client.PullAsync(500)).Items, i => i.GetProperty("sfsc").GetString() == "1");

        await _client.ActAsync("reinsert", new { sourceNos = deleted.GetProperty("sourceNos") });
        Assert.Equal(before, await CompareAsync());
    }

    [Fact]
    public async Task Compare_DeletedCaseWithdrawn_IsNotExtra()
    {
        await _client.PushTruthAsync(1);
        var deleted = (await _client.ActAsync("delete", new { count = 5, system = "livelihood-bureau" })).GetProperty("sourceNos").EnumerateArray().Select(n => n.GetString()!).ToList();
        Assert.Equal(5, (await CompareAsync()).Extra);

        var codes = await _client.PushAsync(deleted.Select(n => new Dictionary<string, object>
        {
            ["key"] = $"case-{n}-2",
            ["caseId"] = $"case-{n}",
            ["version"] = 2,
            ["operation"] = "withdraw",
            ["SOURCE_SYSTEM"] = "livelihood-bureau",
            ["SOURCE_NO"] = n,
        }));

        Assert.All(codes, c => Assert.Equal("0", c));
        Assert.Equal(0, (await CompareAsync()).Extra);
        Assert.Equal(5, await _client.CountAsync(_client.Livelihood, "select count(*) from up_pro_accept where cd_operation = 'D' and is_sync = '0'"));
    }

    [Fact]
    public async Task Dirty_ThenMend_NotExpectedThenExpectedAgain()
    {
        var before = await ExpectedAsync();

        var planted = await _client.ActAsync("dirty", new { percent = 10, seed = 4 });
        var records = planted.GetProperty("records");
        Assert.Equal(before - records.GetArrayLength(), await ExpectedAsync());
        Assert.All(records.EnumerateArray(), r => Assert.InRange(r.GetProperty("errors").GetArrayLength(), 1, 3));
        Assert.Equal(records.GetArrayLength(), (await _client.GetAsync("/sandbox/truth/dirty")).GetArrayLength());

        await _client.ActAsync("mend", new { });
        Assert.Equal(before, await ExpectedAsync());
    }

    [Fact]
    public async Task Dirty_CaseHeldFromBefore_IsNoDifference()
    {
        await _client.PushTruthAsync(1);
        var before = await CompareAsync();

        await _client.ActAsync("dirty", new { count = 12 });

        Assert.Equal((before.Expected - 12, before.Held - 12, 0, 0, 0), await CompareAsync());
        Assert.Equal(12, (await _client.GetAsync("/sandbox/truth/compare")).GetProperty("lastGoodHeld").GetInt32());
    }

    [Fact]
    public async Task ShuffleParts_WithholdThenRelease_PartsStandBeforeTheirCase()
    {
        var withheld = (await _client.ActAsync("shuffleParts", new { count = 5 })).GetProperty("sourceNos")[0].GetString();
        string Count(string table) => $"select count(*) from {table} where project_no = '{withheld}'";
        Assert.Equal(0, await _client.CountAsync(_client.Livelihood, Count("up_pro_accept")));
        var before = await ExpectedAsync();

        await _client.ActAsync("shuffleParts", new { mode = "release" });

        Assert.Equal(1, await _client.CountAsync(_client.Livelihood, Count("up_pro_accept")));
        Assert.Equal(before + 5, await ExpectedAsync());
    }

    [Fact]
    public async Task FarFuture_OneRow_StandsAtTheEnd()
    {
        await _client.ActAsync("farFuture", new { });

        Assert.Equal("9999-12-31 23:59:59", (await _client.PullAsync(500)).Items[^1].GetProperty("gxsj").GetString());
    }

    [Fact]
    public async Task EditSilently_FreshRow_SameTimeOtherContent()
    {
        await _client.ActAsync("new", new { system = "provincial-hall", count = 3 });
        var before = (await _client.PullAsync(500)).Items.ToDictionary(i => i.GetProperty("sblsh").GetString()!);

        var edited = (await _client.ActAsync("editSilently", new { count = 3, field = "mobile" })).GetProperty("sourceNos");

        Assert.Equal(3, edited.GetArrayLength());
        var after = (await _client.PullAsync(500)).Items.ToDictionary(i => i.GetProperty("sblsh").GetString()!);
        Assert.All(edited.EnumerateArray(), n => Assert.Equal(before[n.GetString()!].GetProperty("gxsj").GetString(), after[n.GetString()!].GetProperty("gxsj").GetString()));
        Assert.Contains(edited.EnumerateArray(), n => before[n.GetString()!].GetProperty("lxrsj").GetString() != after[n.GetString()!].GetProperty("lxrsj").GetString());
    }

    [Fact]
    public async Task Late_NewRows_InTheLastFiveMinutes()
    {
        var late = await _client.ActAsync("late", new { count = 10, seed = 2 });
        var numbers = late.GetProperty("sourceNos").EnumerateArray().Select(n => n.GetString()).ToHashSet();

        var times = (await _client.PullAsync(500)).Items.Where(i => numbers.Contains(i.GetProperty("sblsh").GetString())).Select(i => i.GetProperty("gxsj").GetString()).Distinct().ToList();
        Assert.True(times.Count > 1);
    }

    [Fact]
    public async Task Churn_OneSecond_EditsBothSystems()
    {
        await _client.PullAsync(500);
        await _client.ActAsync("churn", new { seconds = 1, perSecond = 50 });
        while ((await _client.GetAsync("/sandbox/churn")).GetProperty("running").GetBoolean())
        {
            await Task.Delay(100);
        }

        var churn = await _client.GetAsync("/sandbox/churn");
        Assert.Null(churn.GetProperty("error").GetString());
        Assert.True(churn.GetProperty("edits").GetInt32() >= 30, churn.ToString());
    }

    [Fact]
    public async Task Restart_SameHome_StateIsKept()
    {
        await _client.PushTruthAsync(1);
        await _client.ActAsync("edit", new { count = 7 });
        var before = await CompareAsync();
        await DisposeAsync();

        await StartAsync();

        Assert.Equal(before, await CompareAsync());
        Assert.Equal(200, _server.Ready.Cases);
    }

    [Fact]
    public async Task Restart_MoreCases_TopsUpWithNewOnes()
    {
        await DisposeAsync();
        _options = _options with { Cases = 300 };

        await StartAsync();

        Assert.Equal(300, _server.Ready.Cases);
        Assert.Equal(165, (await _client.PullAsync(500)).Items.Count);
    }

    [Fact]
    public async Task People_AfterAnEdit_OldAndNewValues()
    {
        var before = (await _client.GetAsync("/sandbox/truth/people")).GetProperty("phones").EnumerateArray().Select(p => p.GetString()!).ToHashSet();

        await _client.ActAsync("edit", new { count = 50, field = "mobile" });

        var after = (await _client.GetAsync("/sandbox/truth/people")).GetProperty("phones").EnumerateArray().Select(p => p.GetString()!).ToHashSet();
        Assert.Superset(before, after);
        Assert.True(after.Count > before.Count);
    }
}
