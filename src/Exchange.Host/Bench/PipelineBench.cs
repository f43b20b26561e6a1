using System.Globalization;
using System.Text.Json;
using Exchange.Host.Cli;
using Exchange.Host.Demo;
using Exchange.Storage.Cluster;
using Npgsql;

namespace Exchange.Host.Bench;

/// <summary>
/// Measures the main job against a hand-written program doing the same: same source, same target, same server with the same
/// durability, in turn. Times come from passes without anything in between; round trips from one more pass through a proxy
/// that counts the messages of PostgreSQL's protocol.
/// </summary>
/// <param name="context">The verb's context.</param>
/// <param name="records">How many records a pass moves.</param>
/// <param name="passes">How many passes each makes.</param>
internal sealed class PipelineBench(VerbContext context, int records, int passes)
{
    private const int CountedRecords = 20_000;

    /// <summary>Runs everything.</summary>
    public async Task<BenchResult> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(context.Home.State, "bench");
        Directory.CreateDirectory(folder);
        var home = BenchHome.Create(folder);
        await using var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions(Path.Combine(context.Home.State, "postgres")), cancellationToken).ConfigureAwait(false);
        await using var systems = ChildProgram.Start(SandboxProcess.Find(), ["bench-systems", "--port", "0", "--records", Text(records)]);
        var url = (await systems.ReadAsync(cancellationToken).ConfigureAwait(false)).GetProperty("url").GetString()!;
        var (hub, baseline) = (new List<JsonElement>(), new List<JsonElement>());
        for (var pass = 1; pass <= passes; pass++)
        {
            baseline.Add(await BaselineAsync(url, await FreshAsync(cluster, "bench_baseline", cancellationToken).ConfigureAwait(false), records, cancellationToken).ConfigureAwait(false));
            hub.Add(await HubAsync(home.Path, url, await FreshAsync(cluster, "bench_hub", cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false));
            Say(string.Create(CultureInfo.InvariantCulture, $"pass {pass}: hub {Rate(hub[^1]):N0}/s, baseline {Rate(baseline[^1]):N0}/s"));
        }

        var (hubWire, baselineWire) = await CountAsync(cluster, home.Path, cancellationToken).ConfigureAwait(false);
        await DropAsync(cluster, cancellationToken).ConfigureAwait(false);
        return new BenchResult(records, passes, BenchSide.Of(hub, hubWire, CountedRecords), BenchSide.Of(baseline, baselineWire, CountedRecords));
    }

    private static Task<JsonElement> BaselineAsync(string url, string connection, int count, CancellationToken cancellationToken) => ChildProgram.RunAsync(
        SandboxProcess.Find(), ["bench-baseline", "--source", url, "--target", url, "--db", connection, "--records", Text(count)], null, cancellationToken);

    private static Task<JsonElement> HubAsync(string home, string url, string connection, CancellationToken cancellationToken) => ChildProgram.RunAsync(
        typeof(PipelineBench).Assembly.Location,
        ["bench", "hub-pass", "--home", home, "--db", connection, "--json"],
        new Dictionary<string, string> { ["EXCHANGE_BENCH_URL"] = url, ["EXCHANGE_BENCH_SECRET"] = "hub-secret", ["EXCHANGE_BENCH_KEY"] = "hub-key" },
        cancellationToken);

    private static async Task<(JsonElement Hub, JsonElement Baseline)> CountAsync(PrivateCluster cluster, string home, CancellationToken cancellationToken)
    {
        await using var systems = ChildProgram.Start(SandboxProcess.Find(), ["bench-systems", "--port", "0", "--records", Text(CountedRecords)]);
        var url = (await systems.ReadAsync(cancellationToken).ConfigureAwait(false)).GetProperty("url").GetString()!;
        await using var proxy = ChildProgram.Start(SandboxProcess.Find(), ["bench-wire", "--listen", "0", "--to", $"127.0.0.1:{Text(cluster.Port)}"]);
        var port = (await proxy.ReadAsync(cancellationToken).ConfigureAwait(false)).GetProperty("port").GetInt32();
        string Through(string connection) => new NpgsqlConnectionStringBuilder(connection) { Port = port }.ConnectionString;

        var baselineDatabase = await FreshAsync(cluster, "bench_baseline", cancellationToken).ConfigureAwait(false);
        await BaselineAsync(url, Through(baselineDatabase), CountedRecords, cancellationToken).ConfigureAwait(false);
        await proxy.WriteAsync("counts").ConfigureAwait(false);
        var baseline = await proxy.ReadAsync(cancellationToken).ConfigureAwait(false);
        await proxy.WriteAsync("reset").ConfigureAwait(false);
        await proxy.ReadAsync(cancellationToken).ConfigureAwait(false);
        var hubDatabase = await FreshAsync(cluster, "bench_hub", cancellationToken).ConfigureAwait(false);
        // Making the tables belongs to the installation, not to the records.
        await ChildProgram.RunAsync(typeof(PipelineBench).Assembly.Location, ["db", "migrate", "--home", home, "--db", hubDatabase, "--json"], null, cancellationToken).ConfigureAwait(false);
        await HubAsync(home, url, Through(hubDatabase), cancellationToken).ConfigureAwait(false);
        await proxy.WriteAsync("counts").ConfigureAwait(false);
        return (await proxy.ReadAsync(cancellationToken).ConfigureAwait(false), baseline);
    }

    private static async Task<string> FreshAsync(PrivateCluster cluster, string name, CancellationToken cancellationToken)
    {
        await ExecuteAsync(cluster, $"drop database if exists {name} with (force)", cancellationToken).ConfigureAwait(false);
        await cluster.EnsureDatabaseAsync(name, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(cluster, "checkpoint", cancellationToken).ConfigureAwait(false);
        return cluster.ConnectionString(name);
    }

    private static async Task DropAsync(PrivateCluster cluster, CancellationToken cancellationToken)
    {
        await ExecuteAsync(cluster, "drop database if exists bench_hub with (force)", cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(cluster, "drop database if exists bench_baseline with (force)", cancellationToken).ConfigureAwait(false);
    }

    private static async Task ExecuteAsync(PrivateCluster cluster, string sql, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString("postgres"));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static double Rate(JsonElement pass) => pass.GetProperty("perSecond").GetDouble();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Say(string what) => context.Output.Errors.Profile.Out.Writer.WriteLine(what);
}
