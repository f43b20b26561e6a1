using System.Globalization;
using Exchange.Host.Homes;

namespace Exchange.Host.Bench;

/// <summary>A throw-away home with a connector of each measured kind, and the file that one of them reads.</summary>
internal static class ConnectorBenchHome
{
    private const string Rest = """
        id: bench-rest
        name: 测量
        kind: rest
        timeZone: Asia/Shanghai
        settings:
          baseUrl: "${env:EXCHANGE_BENCH_URL}"
          auth: { type: oauth2, tokenUrl: /oauth/token, clientId: hub, clientSecret: hub-secret }
          budget: { perSecond: 100000, concurrent: 4 }
        streams:
          - name: rows
            request: { path: /api/cases, query: { updatedFrom: "{cursor}", pageSize: 2000 } }
            pagination: { type: token, tokenPath: $.next, parameter: pageToken }
            records: $.data.items
            key: [sblsh]
            caseKey: sblsh
            cursor: { field: gxsj }
            start: "2020-01-01"
            mapping: bench/rows
        """;

    private const string Database = """
        id: bench-database
        name: 测量
        kind: database
        timeZone: Asia/Shanghai
        settings: { provider: postgresql, connection: "${env:EXCHANGE_BENCH_DB}", budget: { perSecond: 100000, concurrent: 4 } }
        streams:
          - name: rows
            table: bench_rows
            key: [row_guid]
            caseKey: project_no
            select: { by: watermark, column: cd_time, idColumn: row_guid }
            batch: 2000
            mapping: bench/rows
        """;

    private const string Files = """
        id: bench-files
        name: 测量
        kind: files
        timeZone: Asia/Shanghai
        settings: { location: local, folder: "${env:EXCHANGE_BENCH_FOLDER}" }
        streams:
          - name: rows
            files: { path: "*.csv", ready: { by: age, unchanged: 1s }, done: keep }
            key: [流水号]
            caseKey: 流水号
            batch: 2000
            mapping: bench/rows
        """;

    /// <summary>The file the files kind reads.</summary>
    public static string CsvOf(string folder) => Path.Combine(folder, "csv", "rows.csv");

    /// <summary>Writes the home below a folder.</summary>
    public static HubHome Create(string folder, int records)
    {
        foreach (var (id, text) in new[] { ("bench-rest", Rest), ("bench-database", Database), ("bench-files", Files) })
        {
            var place = Path.Combine(folder, "connectors", "systems", id);
            Directory.CreateDirectory(place);
            File.WriteAllText(Path.Combine(place, "connector.yaml"), text);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(CsvOf(folder))!);
        using var csv = new StreamWriter(CsvOf(folder));
        csv.WriteLine("流水号,事项编码,事项名称,部门代码,申请人,证件号,手机,地址,申请时间,受理时间,承诺时间,办结时间,状态,结果,备注");
        for (var i = 0; i < records; i++)
        {
            csv.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"QZ260301{i:D6},350521103XK01003,\"排水许可证核发（新办）\",11350500MB1A{i % 1000:D6},张三{i % 97},35059919900101{i % 10000:D4},1990000{i % 10000:D4},福建省泉州台商投资区东园镇{i % 50}号,2026-03-02 09:00:00,2026-03-02 10:00:00,2026-03-20 18:00:00,,30,,\"请\"\"尽快\"\"办理\""));
        }

        csv.Close();
        File.SetLastWriteTimeUtc(CsvOf(folder), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        return HubHome.Find(folder);
    }
}
