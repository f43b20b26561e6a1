using System.Text.Json;
using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Faults;
using Exchange.Sandbox.Systems;

namespace Exchange.Sandbox.Platform;

/// <summary>The unified platform over HTTP.</summary>
internal static class PlatformEndpoints
{
    public const string App = "hub";
    public const string Key = "hub-key";
    private const int MaximumItems = 500;

    public static void Map(IEndpointRouteBuilder routes, PlatformStore store, FaultSwitches faults, RunningSystems systems)
    {
        var changes = new ChangesEndpoint(systems, SystemIds.Platform);
        var api = routes.MapGroup("/api/v1").AddEndpointFilter(async (context, next) =>
        {
            var request = context.HttpContext.Request;
            return faults.Platform.Unauthorized > 0 || request.Headers["X-App-Id"] != App || request.Headers["X-App-Key"] != Key
                ? Results.Json(new { code = "401", message = "应用标识或密钥不正确" }, statusCode: 401)
                : await next(context);
        });
        api.MapGet("/ping", () => Results.Json(new { ok = true }));
        api.MapGet("/keys", async (string? after, int? limit, CancellationToken cancellationToken)
            => Results.Json(new { items = await store.KeysAsync(after ?? "", Math.Clamp(limit ?? 1000, 1, 5000), cancellationToken) }));
        api.MapGet("/changes/{feed}", (string feed, HttpContext context) => changes.AnswerAsync(context, feed));
        api.MapPost("/cases/known", async (KnownRequest body, CancellationToken cancellationToken)
            => Results.Json(new { known = await store.KnownAsync(body.Keys ?? [], cancellationToken) }));
        api.MapPost("/cases/batch", (Delegate)((HttpContext context) => ReceiveAsync(context, store, faults)));
    }

    private static async Task<IResult> ReceiveAsync(HttpContext context, PlatformStore store, FaultSwitches faults)
    {
        var cancellationToken = context.RequestAborted;
        var settings = faults.Platform;
        if (settings.DelayMs > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(settings.DelayMs), cancellationToken);
        }
        if (faults.Strike(settings.DropBeforeProcessingRate))
        {
            context.Abort();
            return Results.Empty;
        }
        if (faults.Strike(settings.Error500Rate))
        {
            return Results.Json(new { code = "500", message = "平台内部错误" }, statusCode: 500);
        }
        List<ReceivedItem> items;
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: cancellationToken);
            if (body.RootElement.ValueKind != JsonValueKind.Object || !body.RootElement.TryGetProperty("items", out var list)
                || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > MaximumItems
                || list.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.Object))
            {
                return Results.Json(new { code = "400", message = "items 应为 1 至 500 个办件" }, statusCode: 400);
            }
            items = [.. list.EnumerateArray().Select(ReceivedItem.Read)];
        }
        catch (JsonException)
        {
            return Results.Json(new { code = "400", message = "报文不是合法的 JSON" }, statusCode: 400);
        }
        // The decision is made even when the caller has gone: that is what a platform does. A hang comes before or after it.
        var hang = faults.Strike(settings.HangRate) ? TimeSpan.FromSeconds(settings.HangSeconds) : TimeSpan.Zero;
        var before = hang > TimeSpan.Zero && faults.Next(2) == 0 ? hang : TimeSpan.Zero;
        await Task.Delay(before, CancellationToken.None);
        var answers = await store.DecideAsync(items, faults.Refuse, CancellationToken.None);
        await Task.Delay(hang - before, cancellationToken);
        if (faults.Strike(settings.DropAfterProcessingRate))
        {
            context.Abort();
            return Results.Empty;
        }
        return Results.Json(new { results = answers });
    }

    private sealed record KnownRequest(string[]? Keys);
}
