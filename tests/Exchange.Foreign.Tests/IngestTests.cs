using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Exchange.Acceptance.Tests.Harness;
using Exchange.Foreign.Tests.Systems;
using Npgsql;

namespace Exchange.Foreign.Tests;

/// <summary>A system that pushes: its file alone connects it, and what it was told is committed, is.</summary>
[Collection(Collection.Name)]
[Trait("Category", "Acceptance")]
public sealed class IngestTests(Servers servers)
{
    private const string File = """
        id: street-office
        name: 街道办事处
        kind: webhook
        timeZone: Asia/Shanghai
        settings:
          auth: { type: signed, secret: "${secret:street-office}", nonce: X-Nonce, over: "{header:X-Timestamp}.{header:X-Nonce}.{body}" }
          maximumBody: 64
        streams:
          - { name: cases, part: case, records: $.items, key: [no], caseKey: no, mapping: street-office/cases }
        """;

    private const string Mapping = """
        from: street-office/cases
        to: case/v1
        fields:
          sourceCaseNo: { from: no, required: true }
          item.code: { from: code, required: true }
          item.name: item
          status: { from: state, code: case-status }
        """;

    [Fact]
    public async Task Push_SignedRecords_AreCommittedWhenAnsweredAndARepetitionHasNoEffect()
    {
        await using var hub = await HubAsync();
        await using var serving = await HubProcess.ServeAsync(hub.Start("serve", "--urls", "http://127.0.0.1:0"));
        using var http = new HttpClient { BaseAddress = new Uri(serving.Url) };
        var request = Body(("P1", "1"), ("P2", "77"));

        var first = await PushAsync(http, request, "n1");
        var repeated = await PushAsync(http, request, "n1");

        Assert.Equal((HttpStatusCode.OK, "accepted"), first);
        Assert.Equal((HttpStatusCode.OK, "repeated"), repeated);
        Assert.Equal(1, (await hub.RunAsync("quarantine", "list")).Succeeded().Number("total"));
        Assert.Contains("P1", (await hub.RunAsync("case", "show", "P1")).Succeeded().ToString(), StringComparison.Ordinal);
        var status = (await hub.RunAsync("status")).Succeeded()["streams"].EnumerateArray().Single(s => s.GetProperty("connector").GetString() == "street-office");
        Assert.False(status.GetProperty("late").GetBoolean());
    }

    [Fact]
    public async Task Push_ForgedUnknownOrTooLarge_IsRefusedAndNothingLands()
    {
        await using var hub = await HubAsync();
        await using var serving = await HubProcess.ServeAsync(hub.Start("serve", "--urls", "http://127.0.0.1:0"));
        using var http = new HttpClient { BaseAddress = new Uri(serving.Url) };

        Assert.Equal(HttpStatusCode.Unauthorized, (await PushAsync(http, Body(("P1", "1")), "n1", secret: "guess")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PushAsync(http, "{", "n2")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PushAsync(http, Body(("P1", new string('1', 70_000))), "n3")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PushAsync(http, Body(("P1", "1")), "n4", path: "street-office/nothing")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PushAsync(http, Body(("P1", "1")), "n5", path: "town-hall/cases")).Status);
        var pull = await hub.RunAsync("sync", "street-office");
        Assert.Equal(2, pull.ExitCode);
        Assert.Contains("nothing to pull", pull.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, (await hub.RunAsync("case", "show", "P1")).ExitCode == 0 ? 0 : 1);
    }

    [Fact]
    public async Task Push_AfterACodeWasMappedWhileTheHubWorks_IsMappedWithoutARestart()
    {
        await using var hub = await HubAsync();
        await using var serving = await HubProcess.ServeAsync(hub.Start("serve", "--urls", "http://127.0.0.1:0"));
        using var http = new HttpClient { BaseAddress = new Uri(serving.Url) };
        await PushAsync(http, Body(("P1", "77")), "n1");
        Assert.Equal(1, (await hub.RunAsync("quarantine", "list")).Succeeded().Number("total"));

        (await hub.RunAsync("codes", "map", "street-office", "case-status", "77", "in-process")).Succeeded();
        hub.Write("mappings/street-office/broken.yaml", "from: street-office/broken\nto: nowhere/v9\n");
        await Task.Delay(TimeSpan.FromSeconds(3));
        await PushAsync(http, Body(("P2", "77")), "n2");

        Assert.Equal(1, (await hub.RunAsync("quarantine", "list")).Succeeded().Number("total"));
        Assert.Contains("in-process", (await hub.RunAsync("case", "show", "P2")).Succeeded().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_ManyAtOnce_ShareRunsAndAllAnsweredAreThere()
    {
        await using var hub = await HubAsync();
        await using var serving = await HubProcess.ServeAsync(hub.Start("serve", "--urls", "http://127.0.0.1:0"));
        using var http = new HttpClient { BaseAddress = new Uri(serving.Url) };

        var answers = await Task.WhenAll(Enumerable.Range(1, 150).Select(n => PushAsync(http, Body(($"M{n}", "1")), $"m{n}")));

        Assert.All(answers, a => Assert.Equal((HttpStatusCode.OK, "accepted"), a));
        await using var database = NpgsqlDataSource.Create(hub.Database);
        Assert.Equal(150L, await ScalarAsync(database, "select count(*) from hub.cases where known"));
        Assert.True((long)(await ScalarAsync(database, "select count(*) from hub.run"))! < 75, "Every request cost a run of its own.");
    }

    [Fact]
    public async Task Push_HubKilledWhileTaking_HoldsEveryRequestItAnswered()
    {
        await using var hub = await HubAsync();
        var answered = new List<int>();
        await using (var serving = await HubProcess.ServeAsync(hub.Start("serve", "--urls", "http://127.0.0.1:0")))
        {
            using var http = new HttpClient { BaseAddress = new Uri(serving.Url) };
            var pushing = Enumerable.Range(1, 4).Select(async lane =>
            {
                for (var n = 0; ; n++)
                {
                    var number = (lane * 100_000) + n;
                    if ((await PushAsync(http, Body(($"K{number}", "1")), $"k{number}")).Status == HttpStatusCode.OK)
                    {
                        lock (answered)
                        {
                            answered.Add(number);
                        }
                    }
                }
            }).ToArray();
            await Task.Delay(3000);
            await serving.KillAsync();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => Task.WhenAll(pushing));
        }

        Assert.True(answered.Count > 20, $"Only {answered.Count} requests were answered: the test proves nothing.");
        await using var database = NpgsqlDataSource.Create(hub.Database);
        await using var command = database.CreateCommand("select count(*) from hub.contribution where source_key = any($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = answered.Select(n => $"K{n}").ToArray() });
        Assert.Equal((long)answered.Count, await command.ExecuteScalarAsync());
    }

    private async Task<ForeignHub> HubAsync()
    {
        var hub = await ForeignHub.CreateAsync(servers, "http://127.0.0.1:1", "http://127.0.0.1:1");
        hub.Set("EXCHANGE_SECRET_STREET_OFFICE", "s3cret");
        hub.Write("connectors/systems/street-office/connector.yaml", File);
        hub.Write("mappings/street-office/cases.yaml", Mapping);
        hub.Write("mappings/street-office/codes.csv", "table,raw,canonical,label,from,to\ncase-status,1,accepted,,,\n");
        return hub;
    }

    private static string Body(params (string No, string State)[] cases) =>
        JsonSerializer.Serialize(new { items = cases.Select(c => new { no = c.No, code = "350521103XK01003", item = "高龄补贴", state = c.State }) });

    private static async Task<(HttpStatusCode Status, string Text)> PushAsync(HttpClient http, string body, string nonce, string secret = "s3cret", string path = "street-office/cases")
    {
        var time = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/ingest/{path}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Timestamp", time);
        request.Headers.Add("X-Nonce", nonce);
        request.Headers.Add("X-Signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{nonce}.{body}"))));
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement.GetProperty("status").GetString()! : text);
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
