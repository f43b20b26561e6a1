using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Files;
using Exchange.Mapping.Yaml;
using Sylvan.Data.Csv;

namespace Exchange.Benchmarks;

/// <summary>The files kind reading a CSV of 50 MB, against a bare loop of a fast CSV reader that makes a text of every cell.</summary>
[MemoryDiagnoser]
public class ReadCsvFile
{
    private const int Megabytes = 50;

    private string _folder = "";
    private ISourceConnector _source = null!;

    [Params("utf-8", "gb18030")]
    public string Charset { get; set; } = "utf-8";

    [GlobalSetup]
    public void SetUp()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        _folder = Directory.CreateTempSubdirectory("exchange-bench-").FullName;
        Directory.CreateDirectory(Path.Combine(_folder, "in"));
        var path = Path.Combine(_folder, "in", "a.csv");
        using (var file = new StreamWriter(path, append: false, Encoding.GetEncoding(Charset) is UTF8Encoding ? new UTF8Encoding(false) : Encoding.GetEncoding(Charset)))
        {
            file.WriteLine("流水号,事项编码,事项名称,部门代码,申请人,证件号,手机,地址,申请时间,受理时间,承诺时间,办结时间,状态,结果,备注");
            for (var i = 0; file.BaseStream.Length < Megabytes * 1024 * 1024; i++)
            {
                file.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"QZ260301{i:D6},350521103XK01003,\"排水许可证核发（新办）\",11350500MB1A{i % 1000:D6},张三{i % 97},35059919900101{i % 10000:D4},1990000{i % 10000:D4},福建省泉州台商投资区东园镇{i % 50}号,2026-03-02 09:00:00,2026-03-02 10:00:00,2026-03-20 18:00:00,,30,,\"请\"\"尽快\"\"办理\""));
            }
        }

        File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _source = new FilesKind().CreateSource(Declaration(), new ConnectorServices { Time = TimeProvider.System, Budget = null!, Http = null!, Signer = null! });
    }

    [GlobalCleanup]
    public void CleanUp() => Directory.Delete(_folder, recursive: true);

    [Benchmark(Baseline = true)]
    public long BareLoop()
    {
        var encoding = Charset == "utf-8" ? Encoding.UTF8 : Encoding.GetEncoding(Charset);
        using var reader = CsvDataReader.Create(
            new StreamReader(Path.Combine(_folder, "in", "a.csv"), encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024), new CsvDataReaderOptions { BufferSize = 64 * 1024 });
        long characters = 0;
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                characters += reader.GetString(i).Length;
            }
        }

        return characters;
    }

    [Benchmark]
    public async Task<long> FilesKind()
    {
        long bytes = 0;
        await foreach (var page in _source.ReadAsync(new ReadRequest("cases"), CancellationToken.None))
        {
            foreach (var record in page.Records)
            {
                bytes += record.Json.Length;
            }
        }

        return bytes;
    }

    private ConnectorDeclaration Declaration()
    {
        var problems = new ProblemList();
        var settings = (ConfigMap)YamlFile.Parse($"settings: {{ location: local, folder: \"{_folder}\" }}", "bench.yaml", problems)!.Find("settings")!.Value;
        var stream = YamlFile.Parse($"files: {{ path: \"in/*.csv\", charset: {Charset} }}", "bench.yaml", problems)!;
        return new ConnectorDeclaration
        {
            Id = "bench",
            Name = "bench",
            Kind = "files",
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
            Settings = settings,
            Location = settings.Location,
            Streams = [new StreamDeclaration { Name = "cases", Part = "case", Key = ["流水号"], CaseKey = "流水号", Schedule = "* * * * *", Mapping = "bench/cases", Node = stream }],
        };
    }
}
