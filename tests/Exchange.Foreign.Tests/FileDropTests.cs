using System.Text;
using Exchange.Acceptance.Tests.Harness;
using Exchange.Foreign.Tests.Systems;
using Npgsql;
using Xunit.Abstractions;

namespace Exchange.Foreign.Tests;

/// <summary>A system that drops files of GB18030 with a flag, and one that collects files and answers with receipts.</summary>
[Collection(Collection.Name)]
[Trait("Category", "Acceptance")]
public sealed class FileDropTests : IDisposable
{
    private const string File = """
        id: water
        name: 水务集团
        kind: files
        timeZone: Asia/Shanghai
        settings: { location: local, folder: "${setting:water.folder}" }
        streams:
          - name: transfers
            part: case
            files: { path: "in/*.csv", charset: gb18030, ready: { by: flag, suffix: .ok, count: true } }
            table: { delimiter: "|", trailingDelimiter: true, footer: "^(合计|小计)" }
            key: [流水号]
            caseKey: 流水号
            batch: 200
            mapping: water/transfers
        """;

    private const string Mapping = """
        from: water/transfers
        to: case/v1
        fields:
          sourceCaseNo: { from: 流水号, required: true }
          item.code: { from: 事项编码, required: true }
          item.name: 事项名称
          applicant.name: 申请人
          status: { from: 状态, code: case-status }
        """;

    private const string Collector = """
        id: collector
        name: 档案馆
        kind: files
        timeZone: Asia/Shanghai
        settings: { location: local, folder: "${setting:collector.folder}" }
        sink:
          when: { status: [accepted, done] }
          mapping: collector/outbound
          files:
            path: "out/{system}_{sequence}.csv"
            charset: gb18030
            columns: { 编号: no, 申请人: name, 键: key }
            flag: .ok
            receipts: { path: "back/*.csv", charset: gb18030, key: 编号, item: no, code: 结果, message: 原因, done: ["1"] }
          idempotency: { item: key }
          capabilities: { upsert: true, onUnknown: ask }
        """;

    private const string Outbound = """
        from: case/v1
        to: collector/outbound
        fields:
          no: { from: sourceCaseNo, required: true }
          name: applicant.name
        """;

    private readonly Servers _servers;
    private readonly ITestOutputHelper _output;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("exchange-drop-");

    public FileDropTests(Servers servers, ITestOutputHelper output)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        (_servers, _output) = (servers, output);
    }

    [Fact]
    public async Task Sync_FileWithFlag_IsMappedAndPutAwayOnceCommitted()
    {
        await using var hub = await HubAsync();
        Drop("a.csv", Rows("A", 1, 450));
        Write("in/half.csv", Head + Row("H1", "1"));

        var first = (await hub.RunAsync("sync", "water")).Succeeded();

        Assert.Equal((450, 450), (first.Sum("pulled"), first.Sum("mapped")));
        Assert.Equal(["done/a.csv", "done/a.csv.ok", "in/half.csv"], Files());
        Assert.Contains("accepted", (await hub.RunAsync("case", "show", "A7")).Succeeded().ToString(), StringComparison.Ordinal);

        // The same name again, with one row changed, one new and one as it was.
        Drop("a.csv", Row("A1", "9"), Row("A451", "1"), Row("A2", "1"));
        var second = (await hub.RunAsync("sync", "water")).Succeeded();
        Assert.Equal((3, 2, 1), (second.Sum("pulled"), second.Sum("mapped"), second.Sum("unchanged")));
        Assert.Equal(["done/a.2.csv", "done/a.2.csv.ok", "done/a.csv", "done/a.csv.ok", "in/half.csv"], Files());
        Assert.Contains("done", (await hub.RunAsync("case", "show", "A1")).Succeeded().ToString(), StringComparison.Ordinal);
        Assert.Equal(0, (await hub.RunAsync("sync", "water")).Succeeded().Sum("pulled"));
    }

    [Fact]
    public async Task Sync_BadFile_EndsInErrAndInQuarantineByItsName()
    {
        await using var hub = await HubAsync();
        Drop("bad.csv", "no header of ours|\n", 1);
        Drop("good.csv", Row("G1", "1"), Row("G2", "1"), Row("G3", "77"));
        Drop("short.csv", Head + Row("T1", "1"), 2);

        var run = await hub.RunAsync("sync", "water");

        Assert.Equal(["done/good.csv", "done/good.csv.ok", "err/bad.csv", "err/bad.csv.ok", "err/short.csv", "err/short.csv.ok"], Files());
        Assert.Equal(3, run.Sum("mapped"));
        var quarantine = (await hub.RunAsync("quarantine", "list")).Succeeded();
        Assert.Equal(3, quarantine.Number("total"));
        Assert.Contains("in/bad.csv", quarantine.ToString(), StringComparison.Ordinal);
        await using var database = NpgsqlDataSource.Create(hub.Database);
        Assert.Equal(1, await ScalarAsync(database, "select count(*) from hub.quarantine where errors::text like '%in/bad.csv%'"));
        Assert.Equal(1, await ScalarAsync(database, "select count(*) from hub.quarantine where errors::text like '%in/short.csv%'"));
    }

    [Fact]
    public async Task Sync_KilledAtRandomMoments_LosesNothingAndDoublesNothing()
    {
        const int Rounds = 6;
        const int PerFile = 1500;
        const int Count = 10;
        await using var hub = await HubAsync();
        for (var file = 0; file < Count; file++)
        {
            Drop($"k{file}.csv", Rows($"K{file}x", 1, PerFile));
        }

        await using var database = NpgsqlDataSource.Create(hub.Database);
        (await hub.RunAsync("db", "migrate")).Succeeded();
        var seed = Environment.GetEnvironmentVariable("EXCHANGE_TEST_SEED") is { } given ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : Random.Shared.Next();
        _output.WriteLine($"seed {seed} (EXCHANGE_TEST_SEED repeats it)");
        var random = new Random(seed);
        var hits = 0;
        for (var kill = 0; kill < Rounds; kill++)
        {
            await using var sync = hub.Start("sync", "water");
            var before = await ScalarAsync(database, "select count(*) from hub.contribution");
            while (!sync.HasExited && await ScalarAsync(database, "select count(*) from hub.contribution") == before)
            {
                await Task.Delay(10);
            }

            await Task.Delay(random.Next(150));
            hits += sync.HasExited ? 0 : 1;
            if (!sync.HasExited)
            {
                sync.Signal("KILL");
            }

            await sync.ExitAsync();
            _output.WriteLine($"kill {kill}: {await ScalarAsync(database, "select count(*) from hub.contribution")} records, files {string.Join(' ', Files().Where(f => !f.EndsWith(".ok", StringComparison.Ordinal)))}");

            // No file is put away before all its records are committed.
            foreach (var done in Files().Where(f => f.StartsWith("done/", StringComparison.Ordinal) && f.EndsWith(".csv", StringComparison.Ordinal)))
            {
                Assert.Equal(PerFile, await ScalarAsync(database, $"select count(*) from hub.contribution where source_key like 'K{done[6]}x%'"));
            }

            await ScalarAsync(database, "with freed as (update hub.lease set expires_at = '-infinity' returning 1) select count(*) from freed");
        }

        (await hub.RunAsync("sync", "water")).Succeeded();

        Assert.True(hits >= 2, $"Only {hits} of {Rounds} kills hit a run: the test proves nothing.");
        Assert.Equal(Count * PerFile, await ScalarAsync(database, "select count(*) from hub.contribution"));
        Assert.Equal(Count * PerFile, await ScalarAsync(database, "select count(*) from hub.case_version"));
        Assert.Equal(0, await ScalarAsync(database, "select count(*) from hub.quarantine"));
        Assert.Equal(Enumerable.Range(0, Count).SelectMany(f => new[] { $"done/k{f}.csv", $"done/k{f}.csv.ok" }), Files());
    }

    [Fact]
    public async Task Deliver_ToAFolder_WritesFileAndFlagAndReadsTheReceipts()
    {
        await using var hub = await HubAsync();
        Drop("a.csv", Row("D1", "1"), Row("D2", "1"), Row("D3", "1"));
        (await hub.RunAsync("sync", "water")).Succeeded();

        await hub.RunAsync("deliver", "collector", "--wait", "1s");

        var written = Assert.Single(Files(), f => f.StartsWith("out/", StringComparison.Ordinal) && f.EndsWith(".csv", StringComparison.Ordinal));
        Assert.Contains(written + ".ok", Files());
        var lines = Encoding.GetEncoding("gb18030").GetString(System.IO.File.ReadAllBytes(At(written))).TrimEnd().Split("\r\n");
        Assert.Equal("编号,申请人,键", lines[0]);
        Assert.Equal(["D1,王䶮", "D2,王䶮", "D3,王䶮"], lines[1..].Select(l => l[..l.LastIndexOf(',')]).Order(StringComparer.Ordinal));

        // Without receipts nothing counts as delivered; with them two are, and one is refused in the receiver's words.
        await using var database = NpgsqlDataSource.Create(hub.Database);
        Assert.Equal(3, await ScalarAsync(database, "select count(*) from hub.outbox where state <> 2"));
        Write("back/r.csv", "编号,结果,原因\nD1,1,\nD2,1,\nD3,2,材料缺页\n");
        for (var attempt = 0; attempt < 20 && await ScalarAsync(database, "select count(*) from hub.outbox where state <> 2") > 0; attempt++)
        {
            await ScalarAsync(database, "with due as (update hub.outbox set due_at = clock_timestamp() returning 1) select count(*) from due");
            await hub.RunAsync("deliver", "collector", "--wait", "1s");
        }

        Assert.Equal(0, await ScalarAsync(database, "select count(*) from hub.outbox where state <> 2"));
        Assert.Equal(1, await ScalarAsync(database, "select count(*) from hub.outbox where state = 2"));
        Assert.Contains("材料缺页", (await hub.RunAsync("quarantine", "list", "collector")).Succeeded().ToString(), StringComparison.Ordinal);
        Assert.Single(Files(), f => f.StartsWith("out/", StringComparison.Ordinal) && f.EndsWith(".csv", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private const string Head = "流水号|事项编码|事项名称|申请人|状态|\n";

    private async Task<ForeignHub> HubAsync()
    {
        var hub = await ForeignHub.CreateAsync(_servers, "http://127.0.0.1:1", "http://127.0.0.1:1");
        hub.Set("EXCHANGE_SETTING_WATER_FOLDER", _folder.FullName);
        hub.Set("EXCHANGE_SETTING_COLLECTOR_FOLDER", _folder.FullName);
        hub.Write("connectors/systems/water/connector.yaml", File);
        hub.Write("mappings/water/transfers.yaml", Mapping);
        hub.Write("mappings/water/codes.csv", "table,raw,canonical,label,from,to\ncase-status,1,accepted,,,\ncase-status,9,done,,,\n");
        hub.Write("connectors/systems/collector/connector.yaml", Collector);
        hub.Write("mappings/collector/outbound.yaml", Outbound);
        return hub;
    }

    private static string Row(string no, string status) => $"{no}|350521103XK01003|排水许可|王䶮|{status}|\n";

    private static string[] Rows(string prefix, int first, int count) => [.. Enumerable.Range(first, count).Select(i => Row($"{prefix}{i}", "1"))];

    private void Drop(string name, params string[] rows) => Drop(name, $"{Head}{string.Concat(rows)}合计：{rows.Length}|||||\n", rows.Length);

    // As a system does: the file, then the flag with its number of records.
    private void Drop(string name, string content, int count)
    {
        Write($"in/{name}", content);
        Write($"in/{name}.ok", $"{count}\n");
    }

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        System.IO.File.WriteAllBytes(At(path), Encoding.GetEncoding("gb18030").GetBytes(content));
    }

    private string At(string path) => Path.Combine(_folder.FullName, path);

    private string[] Files() => [.. Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder.FullName, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private static async Task<long> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
