using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Exchange.Sandbox.Tests.Systems;

/// <summary>Walks the listings of the simulated systems as their connectors do, with nothing but an HTTP client.</summary>
internal static class RestWalk
{
    private const string Long = "2020-01-01 00:00:00";

    /// <summary>A feed of the gateway, from a time on, until a page is empty or repeats.</summary>
    public static async Task<List<JsonElement>> GatewayAsync(this SystemsSandbox sandbox, string system, string path, string from = Long, int size = 200)
    {
        var all = new List<JsonElement>();
        var previous = "";
        for (var page = 1; ; page++)
        {
            var body = (await sandbox.GatewayPageAsync(system, path, $"updatedFrom={from}&pageNo={page}&pageSize={size}")).GetProperty("body");
            var items = body.GetProperty("items").EnumerateArray().ToArray();
            var text = string.Concat(items.Select(i => i.GetRawText()));
            if (items.Length == 0 || text == previous)
            {
                Assert.Equal($"{all.Count}", body.GetProperty("total").GetString());
                return all;
            }
            previous = text;
            all.AddRange(items);
        }
    }

    public static async Task<JsonElement> GatewayPageAsync(this SystemsSandbox sandbox, string system, string path, string query, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/systems/{system}{path}?{query}");
        request.Headers.Add("apiKey", key ?? sandbox.Password(system));
        using var answer = await sandbox.Http.SendAsync(request);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>A listing behind a token, by pages from 1 under <c>data</c>.</summary>
    public static async Task<List<JsonElement>> TokenAsync(this SystemsSandbox sandbox, string system, string path, string list, string query)
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "hub"), new("client_secret", sandbox.Password(system))]);
        using var issued = await sandbox.Http.PostAsync(new Uri($"/systems/{system}/oauth/token", UriKind.Relative), form);
        var token = await issued.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        var all = new List<JsonElement>();
        for (var page = 1; ; page++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/systems/{system}{path}?{query}&pageNumber={page}&pageSize=100");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
            using var answer = await sandbox.Http.SendAsync(request);
            var data = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data");
            var rows = data.GetProperty(list).EnumerateArray().ToArray();
            if (rows.Length == 0)
            {
                Assert.Equal($"{all.Count}", data.GetProperty("total").GetString());
                return all;
            }
            all.AddRange(rows);
        }
    }

    /// <summary>A page of the courier, counted from 0.</summary>
    public static async Task<JsonElement> CourierAsync(this SystemsSandbox sandbox, int page, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/systems/parcel-delivery/track/query")
        {
            Content = JsonContent.Create(new { customer = sandbox.Server.Ready.Settings["parcel-delivery.customer"], from = Long, to = "2026-09-01 10:00:00", page = $"{page}", size = "40" }),
        };
        request.Headers.TryAddWithoutValidation("authorization", authorization ?? sandbox.Password("parcel-delivery"));
        using var answer = await sandbox.Http.SendAsync(request);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
