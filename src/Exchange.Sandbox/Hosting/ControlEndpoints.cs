using System.Text.Json;
using Exchange.Sandbox.Actions;
using Exchange.Sandbox.Faults;
using Exchange.Sandbox.Systems;
using Exchange.Sandbox.Truth;
using Npgsql;

namespace Exchange.Sandbox;

/// <summary>What tests and the demo steer the sandbox with.</summary>
internal static class ControlEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, FaultSwitches faults, ActionRunner actions, RunningSystems systems, NpgsqlDataSource truth)
    {
        var simulated = new SystemTruth(systems);
        var report = new TruthReport(truth);
        var ledger = new LedgerReport(truth);
        var comparison = new PlatformComparison(truth, systems);
        var sandbox = routes.MapGroup("/sandbox");
        sandbox.MapGet("/faults", () => Results.Json(faults.Current));
        sandbox.MapPut("/faults", (Delegate)((HttpContext context) => ChangeFaultsAsync(context, faults)));
        sandbox.MapDelete("/faults", () =>
        {
            faults.Clear();
            return Results.Json(faults.Current);
        });
        sandbox.MapPost("/actions/{name}", async (string name, HttpContext context) => await ActAsync(name, context, actions));
        sandbox.MapGet("/churn", () => Results.Json(actions.Churn));
        sandbox.MapGet("/truth/summary", async (CancellationToken c) => Results.Json(await report.SummaryAsync(c)));
        sandbox.MapGet("/truth/people", async (CancellationToken c) => Results.Json(await report.PeopleAsync(c)));
        sandbox.MapGet("/truth/dirty", async (CancellationToken c) => Results.Json(await actions.ListDirtyAsync(c)));
        sandbox.MapGet("/truth/case", async (string sourceNo, CancellationToken c)
            => await report.CaseAsync(sourceNo, c) is { } found ? Results.Json(found) : Results.NotFound());
        sandbox.MapGet("/truth/systems", () => Results.Json(simulated.Summary()));
        sandbox.MapGet("/truth/systems/{id}", (string id) => simulated.Of(id) is { } found ? Results.Json(found) : Results.NotFound());
        sandbox.MapGet("/truth/compare", async (CancellationToken c) => Results.Json(await comparison.RunAsync(c)));
        sandbox.MapGet("/ledger/summary", async (CancellationToken c) => Results.Json(await ledger.SummaryAsync(c)));
        sandbox.MapGet("/ledger", async (string? caseId, long? after, int? limit, CancellationToken c)
            => Results.Json(await ledger.RowsAsync(caseId, after ?? 0, Math.Clamp(limit ?? 1000, 1, 10_000), c)));
        sandbox.MapGet("/ledger/versions", async (HttpContext context) =>
        {
            context.Response.ContentType = "application/x-ndjson";
            await foreach (var line in ledger.VersionsAsync(context.RequestAborted))
            {
                await context.Response.WriteAsync(JsonSerializer.Serialize(line, JsonSerializerOptions.Web) + "\n", context.RequestAborted);
            }
        });
    }

    private static async Task<IResult> ActAsync(string name, HttpContext context, ActionRunner actions)
    {
        try
        {
            var text = await new StreamReader(context.Request.Body).ReadToEndAsync(context.RequestAborted);
            var request = text.Length == 0 ? new ActionRequest() : JsonSerializer.Deserialize<ActionRequest>(text, JsonSerializerOptions.Web) ?? new ActionRequest();
            return Results.Json(await actions.RunAsync(name, request, CancellationToken.None));
        }
        catch (Exception e) when (e is JsonException or UsageException)
        {
            return Results.Json(new { error = e.Message }, statusCode: 400);
        }
    }

    private static async Task<IResult> ChangeFaultsAsync(HttpContext context, FaultSwitches faults)
    {
        try
        {
            using var change = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return Results.Json(faults.Change(change.RootElement));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Results.Json(new { error = e.Message }, statusCode: 400);
        }
    }
}
