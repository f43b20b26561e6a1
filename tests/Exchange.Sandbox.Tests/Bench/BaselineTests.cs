using System.Net.Http.Json;
using System.Text.Json;
using Exchange.Sandbox.Tests.Servers;
using Npgsql;

namespace Exchange.Sandbox.Tests.Bench;

[Collection(SandboxCollection.Name)]
[Trait("Category", "Integration")]
public sealed class BaselineTests(SandboxServers servers)
{
    [Fact]
    public async Task Baseline_FiveThousandRecords_StoredPostedAndCounted()
    {
        using var systems = new SandboxProcess("bench-systems", "--records", "5000");
        var url = (await systems.LineAsync()).GetProperty("url").GetString()!;
        var server = new NpgsqlConnectionStringBuilder(servers.Connection);
        using var wire = new SandboxProcess("bench-wire", "--to", $"127.0.0.1:{server.Port}");
        var port = (await wire.LineAsync()).GetProperty("port").GetInt32();
        var through = new NpgsqlConnectionStringBuilder(servers.Connection) { Host = "127.0.0.1", Port = port };

        using var baseline = new SandboxProcess("bench-baseline", "--source", url, "--target", url, "--db", through.ConnectionString);
        var result = await baseline.LineAsync();
        await wire.Input.WriteLineAsync("counts");
        var counts = await wire.LineAsync();

        Assert.Equal(5000, result.GetProperty("records").GetInt32());
        Assert.True(result.GetProperty("peakMemoryMb").GetDouble() > 10);
        using var http = new HttpClient();
        var received = await http.GetFromJsonAsync<JsonElement>(new Uri(new Uri(url), "/bench/counts"));
        Assert.Equal((5000, 25), (received.GetProperty("items").GetInt32(), received.GetProperty("batches").GetInt32()));
        Assert.InRange(counts.GetProperty("statements").GetInt32(), 10, 60);
        Assert.InRange(counts.GetProperty("roundTrips").GetInt32(), 10, 60);
        await using var data = NpgsqlDataSource.Create(servers.Connection);
        await using var count = data.CreateCommand("select count(*) from baseline_cases join baseline_receipts using (source_no)");
        Assert.Equal(5000L, await count.ExecuteScalarAsync());
    }
}
