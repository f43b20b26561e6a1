using System.Text.Json.Nodes;
using Exchange.Connectors.Tests;
using Microsoft.AspNetCore.Http;

namespace Exchange.Foreign.Tests.Systems;

/// <summary>A platform as the guide's target example expects it: it keeps what it took by idempotency key.</summary>
internal sealed class Platform : IAsyncDisposable
{
    private FakeServer? _server;

    public string Url => _server!.Url;

    /// <summary>What had an effect, in order.</summary>
    public List<JsonObject> Effects { get; } = [];

    /// <summary>Code and words for single cases, by their number at the source.</summary>
    public Dictionary<string, (string Code, string Words)> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs after a batch was taken and before its answer; true where it has answered itself.</summary>
    public Func<HttpContext, bool>? After { get; set; }

    /// <summary>Answers instead, where set.</summary>
    public RequestDelegate? Fault { get; set; }

    public static async Task<Platform> StartAsync()
    {
        var platform = new Platform();
        platform._server = await FakeServer.StartAsync(platform.AnswerAsync);
        return platform;
    }

    public IEnumerable<string> NumbersTaken => Effects.Select(e => (string)e["no"]!);

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        if (Fault is { } fault)
        {
            await fault(context);
            return;
        }

        if (context.Request.Path == "/api/keys")
        {
            var held = Effects.Select(e => (string)e["key"]!).Order(StringComparer.Ordinal).Where(k => string.CompareOrdinal(k, context.Request.Query["after"]) > 0);
            await context.Response.WriteAsync(new JsonObject { ["items"] = new JsonArray([.. held.Select(k => new JsonObject { ["key"] = k, ["hash"] = "" })]) }.ToJsonString());
            return;
        }

        var items = (await JsonNode.ParseAsync(context.Request.Body))!["items"]!.AsArray().Select(i => i!.AsObject()).ToList();
        var results = new JsonArray();
        foreach (var item in items)
        {
            var repeat = Effects.Exists(e => (string)e["key"]! == (string)item["key"]!);
            var (code, words) = Answers.TryGetValue((string)item["no"]!, out var told) ? told : repeat ? ("409", "") : ("0", "");
            if (code == "0")
            {
                Effects.Add(item);
            }

            results.Add(new JsonObject { ["key"] = (string)item["key"]!, ["code"] = code, ["message"] = words, ["platformId"] = $"P{Effects.Count}" });
        }

        if (After?.Invoke(context) != true)
        {
            await context.Response.WriteAsync(new JsonObject { ["results"] = results }.ToJsonString());
        }
    }
}
