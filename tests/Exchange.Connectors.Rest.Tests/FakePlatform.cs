using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Microsoft.AspNetCore.Http;

namespace Exchange.Connectors.Tests;

/// <summary>A target that honours keys and versions, rejects items marked as bad, and has faults to switch on.</summary>
internal sealed class FakePlatform
{
    public Dictionary<string, JsonObject> Held { get; } = [];

    public List<JsonObject> Received { get; } = [];

    public List<string> RequestKeys { get; } = [];

    public int Requests { get; private set; }

    /// <summary>What happens before a batch is taken; true where it has answered itself.</summary>
    public Func<HttpContext, IReadOnlyList<JsonObject>, Task<bool>>? Before { get; set; }

    /// <summary>What happens after a batch was taken and before it is answered; true where it has answered itself.</summary>
    public Func<HttpContext, Task<bool>>? After { get; set; }

    public static DeliveryItem Item(string caseId, int version = 1, string json = "{\"SBMC\":\"n\"}", RecordOperation operation = RecordOperation.Upsert) => new()
    {
        Key = $"{caseId}-v{version}",
        CaseId = caseId,
        Version = version,
        Operation = operation,
        Json = System.Text.Encoding.UTF8.GetBytes(json.Insert(1, $"\"caseId\":\"{caseId}\",")),
    };

    public async Task AnswerAsync(HttpContext context)
    {
        Requests++;
        if (context.Request.Headers["X-App-Id"] != "app" || context.Request.Headers["X-App-Key"] != "k3y")
        {
            context.Response.StatusCode = 401;
            return;
        }

        switch (context.Request.Path.Value)
        {
            case "/api/v1/ping":
                await WriteAsync(context, new { ok = true });
                break;
            case "/api/v1/cases/known":
                var keys = (await BodyAsync(context))["keys"]!.AsArray().Select(k => (string)k!);
                await WriteAsync(context, new
                {
                    known = keys.Where(k => Received.Exists(r => (string?)r["key"] == k)).Select(k => new { key = k, version = Version(k), platformId = "P" + k }),
                });
                break;
            case "/api/v1/keys":
                var after = context.Request.Query["after"].ToString();
                var limit = Math.Min(int.Parse(context.Request.Query["limit"]!, CultureInfo.InvariantCulture), 2);
                await WriteAsync(context, new
                {
                    items = Held.Keys.Where(k => string.CompareOrdinal(k, after) > 0).Order(StringComparer.Ordinal).Take(limit)
                        .Select(k => new { key = k, version = (int)Held[k]["version"]!, hash = "h" + k, platformId = "P" + k }),
                });
                break;
            default:
                await TakeAsync(context);
                break;
        }
    }

    private static int Version(string key) => int.Parse(key[(key.LastIndexOf('v') + 1)..], CultureInfo.InvariantCulture);

    private async Task TakeAsync(HttpContext context)
    {
        RequestKeys.Add(context.Request.Headers["Idempotency-Key"].ToString());
        var items = (await BodyAsync(context))["items"]!.AsArray().Select(i => i!.AsObject()).ToList();
        if (Before is not null && await Before(context, items))
        {
            return;
        }

        var results = new List<object>();
        foreach (var item in items)
        {
            var caseId = (string)item["caseId"]!;
            var repeat = Held.TryGetValue(caseId, out var held) && (int)held["version"]! >= (int)item["version"]!;
            var code = item["bad"] is not null ? "422" : item["busy"] is not null ? "503" : repeat ? "409" : "0";
            if (code == "0")
            {
                Received.Add(item);
                Held[caseId] = item;
            }

            if (item["silent"] is null)
            {
                results.Add(new { key = (string)item["key"]!, code = item["number"] is null ? (object)code : int.Parse(code, CultureInfo.InvariantCulture), message = code == "422" ? "证件号码有误" : "", platformId = "P" + caseId });
            }
        }

        if (After is null || !await After(context))
        {
            await WriteAsync(context, new { results });
        }
    }

    private static async Task<JsonObject> BodyAsync(HttpContext context) => (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();

    private static Task WriteAsync(HttpContext context, object reply)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(reply));
    }
}
