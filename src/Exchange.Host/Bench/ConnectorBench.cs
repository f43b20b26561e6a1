using System.Globalization;
using System.Text.Json;
using Exchange.Host.Cli;
using Exchange.Host.Demo;
using Exchange.Storage.Cluster;
using Npgsql;

namespace Exchange.Host.Bench;

/// <summary>Measures how fast each kind reads, against a bare loop over the same driver and the same source, in turn.</summary>
/// <param name="context">The verb's context.</param>
/// <param name="records">How many records a pass reads.</param>
/// <param name="passes">How many passes each side makes.</param>
internal sealed class ConnectorBench(VerbContext context, int records, int passes)
{
    /// <summary>Runs everything.</summary>
    public async Task<IReadOnlyList<ConnectorRate>> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(context.Home.State, "bench-connectors");
        var home = ConnectorBenchHome.Create(folder, records);
        await using var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions(Path.Combine(context.Home.State, "postgres")), cancellationToken).ConfigureAwait(false);
        var database = await FillAsync(cluster, cancellationToken).ConfigureAwait(false);
        await using var systems = ChildProgram.Start(SandboxProcess.Find(), ["bench-systems", "--port", "0", "--records", Text(records)]);
        var url = (await systems.ReadAsync(cancellationToken).ConfigureAwait(false)).GetProperty("url").GetString()!;
        var environment = new Dictionary<string, string> { ["EXCHANGE_BENCH_URL"] = url, ["EXCHANGE_BENCH_DB"] = database, ["EXCHANGE_BENCH_FOLDER"] = Path.GetDirectoryName(ConnectorBenchHome.CsvOf(folder))! };
        return
        [
            await MeasureAsync("rest", 0.7, ["--url", url], home.Path, environment, cancellationToken).ConfigureAwait(false),
            await MeasureAsync("database", 0.6, ["--db", database], home.Path, environment, cancellationToken).ConfigureAwait(false),
            await MeasureAsync("files", 0.6, ["--file", ConnectorBenchHome.CsvOf(folder)], home.Path, environment, cancellationToken).ConfigureAwait(false),
        ];
    }

    private async Task<ConnectorRate> MeasureAsync(
        string kind, double aim, string[] where, string home, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var (hub, baseline, memory) = (new List<double>(), new List<double>(), 0d);
        for (var pass = 0; pass < passes; pass++)
        {
            var bare = await ChildProgram.RunAsync(SandboxProcess.Find(), ["bench-read", "--kind", kind, .. where], null, cancellationToken).ConfigureAwait(false);
            var read = await ChildProgram.RunAsync(
                typeof(ConnectorBench).Assembly.Location, ["bench", "read-pass", $"bench-{kind}", "--home", home, "--json"], environment, cancellationToken).ConfigureAwait(false);
            foreach (var side in new[] { bare, read })
            {
                if (side.GetProperty("records").GetInt32() != records)
                {
                    throw new InvalidOperationException($"A side of {kind} read {side.GetProperty("records")} of {records} records: the figures would compare nothing.");
                }
            }

            baseline.Add(Rate(bare));
            hub.Add(Rate(read));
            memory = Math.Max(memory, read.GetProperty("peakMemoryMb").GetDouble());
            context.Output.Errors.Profile.Out.Writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind} pass {pass + 1}: connector {hub[^1]:N0}/s, bare loop {baseline[^1]:N0}/s"));
        }

        return new ConnectorRate(kind, records, hub, baseline, aim, memory);
    }

    private async Task<string> FillAsync(PrivateCluster cluster, CancellationToken cancellationToken)
    {
        await cluster.EnsureDatabaseAsync("bench_connectors", cancellationToken).ConfigureAwait(false);
        var connection = cluster.ConnectionString("bench_connectors");
        await using var source = NpgsqlDataSource.Create(connection);
        var texts = string.Join(", ", Enumerable.Range(0, 20).Select(i => $"'办件字段{Text(i)}值' || n as c{Text(i)}"));
        await using var command = source.CreateCommand($"""
            drop table if exists bench_rows;
            create table bench_rows as select ('r' || lpad(n::text, 8, '0'))::varchar(50) as row_guid, 'P' || n as project_no,
                timestamp '2026-03-02 09:00:00' + n / 50 * interval '1 s' as cd_time, timestamp '2026-03-02 09:00:00' as apply_date, '0' as is_sync, {texts}
            from generate_series(1, {Text(records)}) n;
            create unique index on bench_rows (row_guid);
            create index on bench_rows (cd_time, row_guid);
            analyze bench_rows;
            """);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return connection;
    }

    private static double Rate(JsonElement pass) => pass.GetProperty("perSecond").GetDouble();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
