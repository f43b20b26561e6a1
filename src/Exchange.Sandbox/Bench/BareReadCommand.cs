using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Sylvan.Data.Csv;

namespace Exchange.Sandbox.Bench;

/// <summary>`bench-read`: the loop an engineer writes with the driver alone: every value of every record becomes a value of .NET, and nothing else.</summary>
internal static class BareReadCommand
{
    private const int PageSize = 2000;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine(arguments, ["--kind", "--url", "--db", "--file"]);
        var clock = Stopwatch.StartNew();
        var (records, characters) = line.Required("--kind") switch
        {
            "rest" => await RestAsync(new Uri(line.Required("--url"))),
            "database" => await DatabaseAsync(line.Required("--db")),
            "files" => Csv(line.Required("--file")),
            var other => throw new UsageException($"'{other}' is no kind that is measured: rest, database, files."),
        };
        var seconds = clock.Elapsed.TotalSeconds;
        using var me = Process.GetCurrentProcess();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            records,
            characters,
            seconds = Math.Round(seconds, 3),
            perSecond = Math.Round(records / seconds),
            cpuSeconds = Math.Round(me.TotalProcessorTime.TotalSeconds, 2),
            peakMemoryMb = Math.Round(me.PeakWorkingSet64 / 1048576.0),
        }));
        return 0;
    }

    private static async Task<(int Records, long Characters)> RestAsync(Uri source)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "hub"), new("client_secret", "hub-secret")]);
        using var token = await http.PostAsync(new Uri(source, "/oauth/token"), form);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await token.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString());
        var (records, characters) = (0, 0L);
        for (var next = "updatedFrom=2020-01-01%2000:00:00"; next is not null;)
        {
            using var page = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri(source, $"/api/cases?pageSize={PageSize}&{next}")));
            foreach (var item in page.RootElement.GetProperty("data").GetProperty("items").EnumerateArray())
            {
                records++;
                foreach (var field in item.EnumerateObject())
                    characters += field.Value.ToString().Length;
            }
            next = page.RootElement.GetProperty("next").GetString() is { } mark ? "pageToken=" + Uri.EscapeDataString(mark) : null;
        }
        return (records, characters);
    }

    private static async Task<(int Records, long Characters)> DatabaseAsync(string connection)
    {
        await using var data = NpgsqlDataSource.Create(connection);
        await using var command = data.CreateCommand("select * from bench_rows order by cd_time, row_guid");
        await using var reader = await command.ExecuteReaderAsync();
        var texts = Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetFieldType(i) == typeof(string)).ToArray();
        var (records, characters) = (0, 0L);
        while (await reader.ReadAsync())
        {
            records++;
            for (var i = 0; i < texts.Length; i++)
                characters += texts[i] ? reader.GetString(i).Length : reader.GetDateTime(i).Second;
        }
        return (records, characters);
    }

    private static (int Records, long Characters) Csv(string file)
    {
        using var reader = CsvDataReader.Create(new StreamReader(file, System.Text.Encoding.UTF8, true, 64 * 1024), new CsvDataReaderOptions { BufferSize = 64 * 1024 });
        var (records, characters) = (0, 0L);
        while (reader.Read())
        {
            records++;
            for (var i = 0; i < reader.FieldCount; i++)
                characters += reader.GetString(i).Length;
        }
        return (records, characters);
    }
}
