using System.Globalization;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Http;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Rest;
using Exchange.Mapping.Yaml;
using Exchange.Security.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Exchange.Benchmarks;

/// <summary>20,000 records of 1 KB in pages of 1000: the kind rest against a bare loop of HttpClient and a parser that finds each record's key and time.</summary>
[MemoryDiagnoser]
public class RestRead : IAsyncDisposable
{
    private const int Pages = 20;
    private const int Size = 1000;

    private readonly byte[][] _pages = [.. Enumerable.Range(0, Pages).Select(Page)];
    private readonly HttpClient _client = new();
    private WebApplication _server = null!;
    private ISourceConnector _source = null!;

    [GlobalSetup]
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(async context =>
        {
            var page = _pages[int.Parse(context.Request.Query["page"]!, CultureInfo.InvariantCulture)];
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = page.Length;
            await context.Response.Body.WriteAsync(page);
        });
        await _server.StartAsync();
        var problems = new ProblemList();
        var root = YamlFile.Parse(
            $$"""
            settings: { baseUrl: "{{_server.Urls.First()}}", envelope: { code: $.code } }
            stream:
              request: { path: /cases, query: { page: "{page}", from: "{cursor}" } }
              pagination: { type: page, start: 0, totalPath: $.data.total }
              records: $.data.items
            """,
            "connector.yaml",
            problems)!;
        var reader = new ConfigReader(root, "connector", problems);
        _source = new RestKind().CreateSource(
            new ConnectorDeclaration
            {
                Id = "bench",
                Name = "bench",
                Kind = "rest",
                TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
                Settings = reader.Section("settings")!.Map,
                Streams =
                [
                    new StreamDeclaration
                    {
                        Name = "cases",
                        Part = "case",
                        Key = ["sblsh"],
                        CaseKey = "sblsh",
                        Cursor = new CursorDeclaration { Field = "gxsj" },
                        Batch = Size,
                        Schedule = "* * * * *",
                        Mapping = "bench/cases",
                        Node = reader.Section("stream")!.Map,
                    },
                ],
                Location = root.Location,
            },
            new ConnectorServices { Time = TimeProvider.System, Budget = new FreeBudget(), Http = new PlainClients(), Signer = new MessageSigner() });
    }

    [Benchmark(Baseline = true)]
    public async Task<int> BareLoop()
    {
        var read = 0;
        for (var (page, total) = (0, int.MaxValue); read < total; page++)
        {
            using var response = await _client.GetAsync($"{_server.Urls.First()}/cases?page={page}&from=1970-01-01%2008%3A00%3A00");
            response.EnsureSuccessStatusCode();
            using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
            var root = document.RootElement;
            if (root.GetProperty("code").GetInt32() != 0)
            {
                throw new InvalidOperationException("refused");
            }

            var data = root.GetProperty("data");
            total = int.Parse(data.GetProperty("total").GetString()!, CultureInfo.InvariantCulture);
            foreach (var item in data.GetProperty("items").EnumerateArray())
            {
                var key = item.GetProperty("sblsh").GetString()!;
                var time = DateTime.ParseExact(item.GetProperty("gxsj").GetString()!, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
                var json = Encoding.UTF8.GetBytes(item.GetRawText());
                read += key.Length > 0 && time.Year > 2000 && json.Length > 0 ? 1 : 0;
            }
        }

        return read;
    }

    [Benchmark]
    public async Task<int> KindRest()
    {
        var read = 0;
        await foreach (var page in _source.ReadAsync(new ReadRequest("cases"), default))
        {
            foreach (var record in page.Records)
            {
                read += record.SourceKey!.Length > 0 && record.Version is not null && record.Json.Length > 0 ? 1 : 0;
            }
        }

        return read == Pages * Size ? read : throw new InvalidOperationException($"{read} records");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _source.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static byte[] Page(int page)
    {
        var text = new StringBuilder($$"""{"code":0,"msg":"ok","data":{"total":"{{Pages * Size}}","items":[""");
        for (var i = 0; i < Size; i++)
        {
            var number = ((page * Size) + i).ToString("D6", CultureInfo.InvariantCulture);
            text.Append(i == 0 ? "" : ",").Append($$"""
                {"sblsh":"QZ260302{{number}}","gxsj":"2026-03-02 09:{{i / 60 % 60:D2}}:{{i % 60:D2}}","sxbm":"350521103XK01003","sxmc":"食品经营许可（新办）","slbmmc":"泉州台商投资区市场监督管理局","sqrmc":"张三","sqrzjhm":"35059919900101005X","txdz":"福建省泉州市台商投资区张坂镇{{new string('路', 150)}}","bjzt":"30","cllb":[{"clmc":"申请表","clbm":"A1","sqfs":"form"},{"clmc":"身份证","clbm":"A2","sqfs":"upload"}]}
                """);
        }

        return Encoding.UTF8.GetBytes(text.Append("]}}").ToString());
    }

    private sealed class FreeBudget : IRequestBudget, IDisposable
    {
        public ValueTask<IDisposable> AcquireAsync(CancellationToken cancellationToken) => new(this);

        public void Dispose()
        {
        }
    }

    private sealed class PlainClients : IHttpClientSource
    {
        public HttpClient Create(Uri baseAddress) => new() { BaseAddress = baseAddress };
    }
}
