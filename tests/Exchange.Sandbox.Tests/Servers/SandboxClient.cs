using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;

namespace Exchange.Sandbox.Tests.Servers;

/// <summary>What a hub and a test say to a sandbox.</summary>
internal sealed class SandboxClient(SandboxServer server, string connection, SandboxOptions options) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(server.Ready.Url) };

    public NpgsqlDataSource Truth { get; } = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Database = options.DatabasePrefix + "_truth" });

    public NpgsqlDataSource Livelihood { get; } = NpgsqlDataSource.Create(server.Ready.LivelihoodConnection);

    public async Task<string> TokenAsync(string secret = "hub-secret")
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "hub"), new("client_secret", secret)]);
        using var answer = await _http.PostAsync(new Uri("/oauth/token", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public async Task<HttpResponseMessage> CasesAsync(string query, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/cases?" + query);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _http.SendAsync(request);
    }

    /// <summary>All items of a listing in the order served, and the number of pages.</summary>
    public async Task<(List<JsonElement> Items, int Pages)> PullAsync(int pageSize)
    {
        var token = await TokenAsync();
        var query = $"updatedFrom=2020-01-01%2000:00:00&pageSize={pageSize}";
        var items = new List<JsonElement>();
        for (var pages = 1; ; pages++)
        {
            using var answer = await CasesAsync(query, token);
            var page = await answer.Content.ReadFromJsonAsync<JsonElement>();
            items.AddRange(page.GetProperty("data").GetProperty("items").EnumerateArray());
            if (page.GetProperty("next").GetString() is not { } next)
            {
                return (items, pages);
            }
            query = $"pageSize={pageSize}&pageToken={next}";
        }
    }

    public async Task<HttpResponseMessage> PostBatchAsync(IEnumerable<Dictionary<string, object>> items, string key = "hub-key")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases/batch") { Content = JsonContent.Create(new { items }) };
        request.Headers.Add("X-App-Id", "hub");
        request.Headers.Add("X-App-Key", key);
        return await _http.SendAsync(request);
    }

    public async Task<string[]> PushAsync(params IEnumerable<Dictionary<string, object>> items)
    {
        using var answer = await PostBatchAsync(items);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return [.. body.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("code").GetString()!)];
    }

    public async Task<JsonElement> PlatformAsync(string path, object? body = null)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("X-App-Id", "hub");
        request.Headers.Add("X-App-Key", "hub-key");
        using var answer = await _http.SendAsync(request);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public Task<JsonElement> GetAsync(string path) => _http.GetFromJsonAsync<JsonElement>(path);

    public async Task<JsonElement> ActAsync(string name, object body)
    {
        using var answer = await _http.PostAsJsonAsync("/sandbox/actions/" + name, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public async Task<HttpStatusCode> SetFaultsAsync(object faults)
    {
        using var answer = await _http.PutAsJsonAsync("/sandbox/faults", faults);
        return answer.StatusCode;
    }

    /// <summary>Pushes what must be held of every expected case, as a perfect hub would.</summary>
    public async Task PushTruthAsync(long version)
    {
        await using var command = Truth.CreateCommand("select source_no, expected from cases where expected is not null");
        await using var reader = await command.ExecuteReaderAsync();
        var items = new List<Dictionary<string, object>>();
        while (await reader.ReadAsync())
        {
            var item = JsonSerializer.Deserialize<Dictionary<string, object>>(reader.GetString(1))!;
            item["caseId"] = "case-" + reader.GetString(0);
            item["key"] = $"{item["caseId"]}-{version}";
            item["version"] = version;
            item["operation"] = "upsert";
            items.Add(item);
        }
        foreach (var batch in items.Chunk(200))
        {
            await PushAsync(batch);
        }
    }

    public async Task<long> CountAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public void Dispose()
    {
        _http.Dispose();
        Truth.Dispose();
        Livelihood.Dispose();
    }
}
