using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Database;
using Exchange.Storage.Cluster;
using Npgsql;

namespace Exchange.Benchmarks;

/// <summary>
/// A table of 100,000 rows of 25 columns: the database source, page by page with keys and versions read, against a bare reader
/// of one statement that writes the same JSON.
/// </summary>
[MemoryDiagnoser]
public class ReadDatabase : IAsyncDisposable
{
    private const int Rows = 100_000;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly string _folder = Directory.CreateTempSubdirectory("exchange-bench-").FullName;
    private PrivateCluster? _cluster;
    private NpgsqlDataSource _data = null!;
    private ISourceConnector _source = null!;

    [GlobalSetup]
    public async Task StartAsync()
    {
        _cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions(_folder), default);
        _data = NpgsqlDataSource.Create(_cluster.ConnectionString("postgres"));
        var texts = string.Join(", ", Enumerable.Range(0, 18).Select(i => $"'办件字段{i}值' || n c{i}"));
        await using (var create = _data.CreateCommand($"""
            create table bench as select ('r' || lpad(n::text, 8, '0'))::varchar(50) row_guid, 'P' || n project_no, timestamp '2026-03-02 09:00:00' + n / 50 * interval '1 s' cd_time,
                timestamp '2026-03-02 09:00:00' apply_date, n task_version, (n * 1.25)::numeric(12,2) fee, '0' is_sync, {texts} from generate_series(1, {Rows}) n;
            create unique index on bench (row_guid); create index on bench (cd_time, row_guid); analyze bench;
            """))
        {
            await create.ExecuteNonQueryAsync();
        }

        _source = Source(_cluster.ConnectionString("postgres"));
        var (hub, bare) = (await HubAsync(), await BareAsync());
        if (hub < bare - (Rows * 2))
        {
            throw new InvalidOperationException($"They do not do the same: {hub} and {bare} bytes.");
        }
    }

    [Benchmark(Baseline = true)]
    public async Task<long> BareAsync()
    {
        await using var command = _data.CreateCommand("select * from bench order by cd_time, row_guid");
        await using var reader = await command.ExecuteReaderAsync();
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using var writer = new Utf8JsonWriter(buffer, Options);
        var names = Enumerable.Range(0, reader.FieldCount).Select(i => JsonEncodedText.Encode(reader.GetName(i))).ToArray();
        var types = Enumerable.Range(0, reader.FieldCount).Select(reader.GetFieldType).ToArray();
        var bytes = 0L;
        while (await reader.ReadAsync())
        {
            writer.WriteStartObject();
            for (var i = 0; i < names.Length; i++)
            {
                writer.WritePropertyName(names[i]);
                if (types[i] == typeof(string))
                {
                    writer.WriteStringValue(reader.GetString(i));
                }
                else if (types[i] == typeof(DateTime))
                {
                    writer.WriteStringValue(reader.GetDateTime(i).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
                }
                else if (types[i] == typeof(int))
                {
                    writer.WriteNumberValue(reader.GetInt32(i));
                }
                else
                {
                    writer.WriteNumberValue(reader.GetDecimal(i));
                }
            }

            writer.WriteEndObject();
            writer.Flush();
            bytes += buffer.WrittenCount;
            buffer.ResetWrittenCount();
            writer.Reset();
        }

        return bytes;
    }

    [Benchmark]
    public async Task<long> HubAsync()
    {
        var bytes = 0L;
        await foreach (var page in _source.ReadAsync(new ReadRequest("rows"), default))
        {
            foreach (var record in page.Records)
            {
                bytes += record.Json.Length;
            }
        }

        return bytes;
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await (_source?.DisposeAsync() ?? default);
        await (_data?.DisposeAsync() ?? default);
        await (_cluster?.DisposeAsync() ?? default);
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static ISourceConnector Source(string connection)
    {
        var place = new SourceLocation("connector.yaml", 1, 1);
        return new DatabaseKind().CreateSource(
            new ConnectorDeclaration
            {
                Id = "bench",
                Name = "bench",
                Kind = "database",
                TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
                Settings = Map(place, "connection", connection),
                Location = place,
                Streams =
                [
                    new StreamDeclaration
                    {
                        Name = "rows",
                        Part = "case",
                        Key = ["row_guid"],
                        CaseKey = "project_no",
                        Cursor = new CursorDeclaration { Field = "cd_time" },
                        Batch = 2000,
                        Schedule = "* * * * *",
                        Mapping = "bench/rows",
                        Node = Map(place, "table", "bench"),
                    },
                ],
            },
            new ConnectorServices { Time = TimeProvider.System, Budget = new Unlimited(), Http = null!, Signer = null! });
    }

    private static ConfigMap Map(SourceLocation place, string key, string value) =>
        new(place, [new ConfigEntry(key, place, new ConfigScalar(place, value, quoted: true))]);

    private sealed class Unlimited : IRequestBudget, IDisposable
    {
        public ValueTask<IDisposable> AcquireAsync(CancellationToken cancellationToken) => new(this);

        public void Dispose()
        {
        }
    }
}
