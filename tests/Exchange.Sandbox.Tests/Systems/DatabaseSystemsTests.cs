using System.Text.Json;
using System.Text.RegularExpressions;
using Exchange.Sandbox.Tests.Servers;
using Npgsql;

namespace Exchange.Sandbox.Tests.Systems;

/// <summary>The systems whose door is a database hold what their connectors ask for.</summary>
[Collection(SandboxCollection.Name)]
[Trait("Category", "Integration")]
public sealed partial class DatabaseSystemsTests(SandboxServers servers) : IAsyncLifetime
{
    private SystemsSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await SystemsSandbox.StartAsync(servers);

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    internal static IReadOnlyList<string> Tables(string system) => system switch
    {
        "livelihood-ledger" => ["\"V_SLJL\" order by 1"],
        "approval-archive" => ["\"V_SPDA\" order by 1"],
        _ => [.. ((string[])["BDC_DYXX", "BDC_SLXX", "BDC_QLR", "BDC_DBXX", "BDC_ZSXX", "BDC_SFXX", "BDC_LDGH"]).Select(t => $"dbo.\"{t}\" order by 1, 2")],
    };

    internal static async Task<List<JsonElement>> RowsAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand($"select row_to_json(r)::text from ({sql}) r");
        var rows = new List<JsonElement>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(JsonSerializer.Deserialize<JsonElement>(reader.GetString(0)));
        }
        return rows;
    }

    [Theory]
    [InlineData("livelihood-ledger")]
    [InlineData("approval-archive")]
    [InlineData("real-estate")]
    public async Task Connector_EverythingItReads_IsThere(string system)
    {
        Assert.All(ConnectorText.Settings(system), name => Assert.True(_sandbox.Server.Ready.Settings.ContainsKey(name) || ConnectorText.Read(system).Contains($"{name}|", StringComparison.Ordinal), name));
        await using var source = NpgsqlDataSource.Create(_sandbox.Password(system));
        var tables = TableKey().Matches(ConnectorText.Read(system)).Select(m => string.Join('.', m.Groups[1].Value.Split('.').Select(n => $"\"{n}\""))).ToArray();
        foreach (var table in tables)
        {
            Assert.NotEmpty(await RowsAsync(source, $"select * from {table}"));
        }
        var queries = Query().Matches(ConnectorText.Read(system)).Select(m => m.Groups[1].Value).ToArray();
        foreach (var query in queries)
        {
            Assert.NotEmpty(await RowsAsync(source, query));
        }
        Assert.NotEmpty(tables.Concat(queries));
    }

    [Fact]
    public async Task ApprovalArchive_WhatIsClassified_IsInTheViewAndNotAskedFor()
    {
        await using var source = NpgsqlDataSource.Create(_sandbox.Password("approval-archive"));

        var all = await RowsAsync(source, "select * from \"V_SPDA\"");

        Assert.Contains(all, r => r.GetProperty("MJ").GetString() == "秘密");
        Assert.All(all, r => Assert.StartsWith("QZ", r.GetProperty("YWH").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task RealEstate_LinkedHouses_ArePowerTransfersOfTheSameNumber()
    {
        await using var source = NpgsqlDataSource.Create(_sandbox.Password("real-estate"));
        var linked = (await RowsAsync(source, "select \"YWH\", \"HH\" from dbo.\"BDC_LDGH\" where \"GHLX\" = '2'")).ToDictionary(r => r.GetProperty("YWH").GetString()!, r => r.GetProperty("HH").GetString()!);

        var power = await _sandbox.GatewayAsync("utility-power", "/api/gh/transfers");

        var both = power.Where(r => linked.ContainsKey(r.GetProperty("YWH").GetString()!)).ToArray();
        Assert.NotEmpty(both);
        Assert.All(both, r => Assert.EndsWith(r.GetProperty("HH").GetString()!, linked[r.GetProperty("YWH").GetString()!], StringComparison.Ordinal));
    }

    [Fact]
    public async Task LivelihoodLedger_Edited_TheRowIsNewer()
    {
        using var client = new SandboxClient(_sandbox.Server, servers.Connection, servers.Options());
        await using var source = NpgsqlDataSource.Create(_sandbox.Password("livelihood-ledger"));
        const string since = "select * from \"V_SLJL\" where \"GXSJ\" > timestamp '2026-09-01 10:00:01'";
        Assert.Empty(await RowsAsync(source, since));

        await client.ActAsync("edit", new { system = "livelihood-ledger", count = 4 });
        await client.ActAsync("new", new { system = "livelihood-ledger", count = 2 });

        Assert.Equal(6, (await RowsAsync(source, since)).Count);
    }

    [GeneratedRegex(@"^ +table: (\S+)$", RegexOptions.Multiline, 1000)]
    private static partial Regex TableKey();

    [GeneratedRegex(@"query: >-\n((?: {6}.+\n)+)", RegexOptions.None, 1000)]
    private static partial Regex Query();
}
