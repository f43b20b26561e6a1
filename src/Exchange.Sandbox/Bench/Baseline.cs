using System.Buffers;
using System.Buffers.Text;
using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;

namespace Exchange.Sandbox.Bench;

/// <summary>
/// What a hand-written program for this one exchange does: pull pages, map 25 fields, upsert by COPY, post batches of 200, mark
/// delivered; every stage overlaps the others. No quarantine, sealing, versions, leases or replay. The measure for the hub.
/// </summary>
internal static class Baseline
{
    private const int PageSize = 2000, BatchSize = 200, Mappers = 1, Writers = 2, Senders = 2;
    private enum Kind { Text, Code, Time, Id }
    private sealed record Field(string Source, string Column, string Target, Kind Kind = Kind.Text, FrozenDictionary<string, string>? Codes = null);
    private sealed record Row(string?[] Texts, DateTime[] Times) { public long Version => Times[3].Ticks / TimeSpan.TicksPerSecond; }
    private static FrozenDictionary<string, string> Codes(string pairs) => pairs.Split(' ').Select(p => p.Split('=')).ToFrozenDictionary(p => p[0], p => p[1]);
    private static readonly Field[] Fields =
    [
        new("sblsh", "source_no", "SOURCE_NO"), new("gjbjbh", "national_no", "NATIONAL_NO"), new("stbjbh", "province_no", "PROVINCE_NO"),
        new("sxbm", "item_code", "ITEM_CODE"), new("sxmc", "item_name", "ITEM_NAME"), new("slbmdm", "dept_code", "DEPT_CODE"),
        new("slbmmc", "dept_name", "DEPT_NAME"), new("xzqhdm", "area_code", "AREA_CODE"), new("sqrmc", "applicant", "SQRMC"),
        new("lxrxm", "contact", "CONTACT"), new("lxrsj", "mobile", "SQRSJH"), new("frdb", "legal_person", "FRDB"), new("txdz", "address", "ADDRESS"),
        new("sbxmmc", "title", "SBMC"), new("sqrzjhm", "id_no", "SQRSFZ", Kind.Id),
        new("bjlx", "case_type", "CASE_TYPE", Kind.Code, Codes("1=1 2=2")), new("sqrlx", "applicant_type", "BSYHLX", Kind.Code, Codes("0=1 1=2")),
        new("sqrzjlx", "id_type", "SQRZJLX", Kind.Code, Codes("SF=111 HZ=414 TWTX=511 GATX=516 XYDM=001 JGDM=001 YYZZ=821 QT=999")),
        new("tjfs", "channel", "SQFS", Kind.Code, Codes("0=1 1=2 2=4 8=9")), new("bjjgdm", "result_code", "RESULT_CODE", Kind.Code, Codes("0=1 1=2 2=3")),
        new("bjzt", "status", "RUN_STATUS", Kind.Code, Codes("30=11 31=97 40=20 41=21 90=90 98=98 99=99")),
        new("sqsj", "applied_at", "CREATE_TIME", Kind.Time), new("slsj", "accepted_at", "ACCEPT_TIME", Kind.Time), new("bjsj", "finished_at", "END_TIME", Kind.Time), new("gxsj", "updated_at", "UPDATE_TIME", Kind.Time),
    ];
    private static readonly FrozenDictionary<ulong, int> Places = Fields.Select((f, i) => (f, i)).ToFrozenDictionary(p => Pack(System.Text.Encoding.ASCII.GetBytes(p.f.Source)), p => p.i);
    private static readonly JsonEncodedText[] Targets = [.. Fields.Select(f => JsonEncodedText.Encode(f.Target))];
    private static readonly string Merge = $"insert into baseline_cases select * from incoming on conflict (source_no) do update set "
        + string.Join(", ", Fields.Skip(1).Select(f => $"{f.Column} = excluded.{f.Column}")) + " where excluded.updated_at > baseline_cases.updated_at";
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static int _sent;
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine(arguments, ["--source", "--target", "--db", "--records"]);
        await using var data = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(line.Required("--db")) { MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 });
        await using (var create = data.CreateCommand($"""
            drop table if exists baseline_cases, baseline_receipts;
            create table baseline_cases ({string.Join(", ", Fields.Select(f => $"{f.Column} {(f.Kind == Kind.Time ? "timestamp" : "text")}"))}, primary key (source_no));
            create table baseline_receipts (source_no text, version bigint, delivered_at timestamptz not null default now(), primary key (source_no, version))
            """))
            await create.ExecuteNonQueryAsync();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 8 }) { DefaultRequestHeaders = { { "X-App-Id", "hub" }, { "X-App-Key", "hub-key" } } };
        var wanted = line.Number("--records", int.MaxValue);
        var clock = Stopwatch.StartNew();
        var (pages, mapped, stored) = (Channel.CreateBounded<byte[]>(3), Channel.CreateBounded<List<Row>>(3), Channel.CreateBounded<List<Row>>(3));
        await Task.WhenAll(
            Stage(1, pages.Writer, () => FetchAsync(http, new Uri(line.Required("--source")), wanted, pages.Writer)),
            Stage(Mappers, mapped.Writer, async () => { await foreach (var page in pages.Reader.ReadAllAsync()) await mapped.Writer.WriteAsync(Map(page)); }),
            Stage(Writers, stored.Writer, () => StoreAsync(data, mapped.Reader, stored.Writer)),
            Stage<int>(Senders, null, () => SendAsync(http, new Uri(new Uri(line.Required("--target")), "/api/v1/cases/batch"), data, stored.Reader)));
        var seconds = clock.Elapsed.TotalSeconds;
        using var me = Process.GetCurrentProcess();
        var (cpu, memory) = (Math.Round(me.TotalProcessorTime.TotalSeconds, 3), Math.Round(me.PeakWorkingSet64 / 1048576.0, 1));
        Console.WriteLine(JsonSerializer.Serialize(new { records = _sent, seconds = Math.Round(seconds, 3), perSecond = Math.Round(_sent / seconds), cpuSeconds = cpu, peakMemoryMb = memory }));
        return 0;
    }
    private static async Task Stage<T>(int workers, ChannelWriter<T>? output, Func<Task> work)
    {
        try { await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(work))); }
        catch (Exception e) { Console.Error.WriteLine(e.Message); Environment.Exit(3); }
        output?.Complete();
    }
    private static async Task FetchAsync(HttpClient http, Uri source, int wanted, ChannelWriter<byte[]> output)
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "hub"), new("client_secret", "hub-secret")]);
        var answer = await (await http.PostAsync(new Uri(source, "/oauth/token"), form)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", answer.GetProperty("access_token").GetString());
        var next = "updatedFrom=2020-01-01%2000:00:00";
        for (var fetched = 0; next is not null && fetched < wanted; fetched += PageSize)
        {
            var page = await http.GetByteArrayAsync(new Uri(source, $"/api/cases?pageSize={Math.Min(PageSize, wanted - fetched)}&{next}"));
            var at = page.AsSpan().LastIndexOf("\"next\":\""u8);
            next = at < 0 ? null : "pageToken=" + System.Text.Encoding.ASCII.GetString(page.AsSpan(at + 8, page.Length - at - 10));
            await output.WriteAsync(page);
        }
    }
    private static List<Row> Map(byte[] page)
    {
        var rows = new List<Row>(PageSize);
        var json = new Utf8JsonReader(page);
        while (json.Read() && !(json.TokenType == JsonTokenType.StartArray && json.CurrentDepth == 2)) continue;
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            var (texts, times) = (new string?[Fields.Length], new DateTime[4]);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var known = Places.TryGetValue(Pack(json.ValueSpan), out var place);
                json.Read();
                if (!known || json.TokenType == JsonTokenType.Null) { json.Skip(); continue; }
                var field = Fields[place];
                if (field.Kind == Kind.Time) { times[place - Fields.Length + 4] = Time(json.ValueSpan); continue; }
                var text = json.GetString()!.Trim();
                texts[place] = field.Kind switch { Kind.Code => field.Codes![text], Kind.Id => CheckId(text.ToUpperInvariant()), _ => text };
            }
            rows.Add(new Row(texts, times));
        }
        return rows;
    }
    private static ulong Pack(ReadOnlySpan<byte> name)
    {
        var packed = 0UL;
        foreach (var letter in name) packed = packed << 8 | letter;
        return packed;
    }
    private static DateTime Time(ReadOnlySpan<byte> text)
    {
        static int Number(ReadOnlySpan<byte> digits) => Utf8Parser.TryParse(digits, out int n, out var used) && used == digits.Length ? n : throw new FormatException("not a time");
        var gap = text.Length == 14 ? 2 : 3;
        return new DateTime(Number(text[..4]), Number(text.Slice(2 + gap, 2)), Number(text.Slice(2 + 2 * gap, 2)), Number(text.Slice(2 + 3 * gap, 2)), Number(text.Slice(2 + 4 * gap, 2)), Number(text.Slice(2 + 5 * gap, 2)));
    }
    private static string CheckId(string number)
    {
        if (number.Length != 18 || number.AsSpan(0, 17).ContainsAnyExceptInRange('0', '9')) return number;
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (number[i] - '0') * (1 << (17 - i)) % 11;
        return number[17] == "10X98765432"[sum % 11] ? number : throw new FormatException("bad check digit");
    }
    private static async Task StoreAsync(NpgsqlDataSource data, ChannelReader<List<Row>> input, ChannelWriter<List<Row>> output)
    {
        await using var connection = await data.OpenConnectionAsync();
        await using var create = new NpgsqlCommand("create temp table incoming (like baseline_cases) on commit delete rows", connection);
        await create.ExecuteNonQueryAsync();
        await foreach (var rows in input.ReadAllAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using (var copy = await connection.BeginBinaryImportAsync($"copy incoming from stdin (format binary)"))
            {
                foreach (var row in rows) CopyRow(copy, row);
                await copy.CompleteAsync();
            }
            await using var merge = new NpgsqlCommand(Merge, connection);
            await merge.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
            await output.WriteAsync(rows);
        }
    }
    private static void CopyRow(NpgsqlBinaryImporter copy, Row row)
    {
        copy.StartRow();
        for (var i = 0; i < Fields.Length; i++)
            if (TimeOf(row, i) is { Ticks: > 0 } time) copy.Write(time, NpgsqlDbType.Timestamp);
            else if (row.Texts[i] is { } text) copy.Write(text, NpgsqlDbType.Text);
            else copy.WriteNull();
    }
    private static DateTime TimeOf(Row row, int field) => Fields[field].Kind == Kind.Time ? row.Times[field - Fields.Length + 4] : default;
    private static async Task SendAsync(HttpClient http, Uri target, NpgsqlDataSource data, ChannelReader<List<Row>> input)
    {
        await foreach (var rows in input.ReadAllAsync())
        {
            await Parallel.ForEachAsync(rows.Chunk(BatchSize), new ParallelOptions { MaxDegreeOfParallelism = 3 }, (batch, _) => PostAsync(http, target, batch));
            await using var mark = data.CreateCommand("insert into baseline_receipts (source_no, version) select * from unnest($1, $2) on conflict do nothing");
            mark.Parameters.Add(new NpgsqlParameter<string?[]> { TypedValue = [.. rows.Select(r => r.Texts[0])] });
            mark.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. rows.Select(r => r.Version)] });
            await mark.ExecuteNonQueryAsync();
            Interlocked.Add(ref _sent, rows.Count);
        }
    }
    private static async ValueTask PostAsync(HttpClient http, Uri target, Row[] batch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ReadOnlyMemoryContent(Render(batch)) { Headers = { ContentType = new("application/json") } } };
        request.Headers.Add("Idempotency-Key", $"{batch[0].Texts[0]}-{batch[0].Version}");
        using var response = await http.SendAsync(request);
        using var answer = await JsonDocument.ParseAsync(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
        if (answer.RootElement.GetProperty("results").EnumerateArray().Any(r => r.GetProperty("code").GetString() is not ("0" or "409"))) throw new InvalidOperationException("the target refused an item");
    }
    private static ReadOnlyMemory<byte> Render(Row[] batch)
    {
        var body = new ArrayBufferWriter<byte>(256 * 1024);
        using var json = new Utf8JsonWriter(body, Relaxed);
        json.WriteStartObject(); json.WriteStartArray("items"u8);
        Span<char> time = stackalloc char[19];
        foreach (var row in batch)
        {
            json.WriteStartObject();
            json.WriteString("key"u8, $"baseline-{row.Texts[0]}-{row.Version}");
            json.WriteNumber("version"u8, row.Version);
            json.WriteString("operation"u8, "upsert"u8);
            json.WriteString("caseId"u8, row.Texts[0]);
            json.WriteString("SOURCE_SYSTEM"u8, "provincial-hall"u8);
            for (var i = 0; i < Fields.Length; i++)
                if (TimeOf(row, i) is { Ticks: > 0 } at && at.TryFormat(time, out _, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)) json.WriteString(Targets[i], time);
                else if (row.Texts[i] is { } text) json.WriteString(Targets[i], text);
            json.WriteEndObject();
        }
        json.WriteEndArray(); json.WriteEndObject(); json.Flush();
        return body.WrittenMemory;
    }
}
