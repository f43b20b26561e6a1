using System.Text.Json;


namespace Exchange.Sandbox.Bench;

/// <summary>`bench-systems`: a source and a target that cost next to nothing, for the hub and the baseline alike.</summary>
internal static class BenchSystemsCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine(arguments, ["--port", "--records", "--seed"]);
        using var stop = new StopSignal();
        await using var application = LoopbackApplication.Build(FormattableString.Invariant($"http://127.0.0.1:{line.Number("--port", 0)}"));
        var source = new BenchSource(line.Number("--records", 100_000), line.Number("--seed", 1L));
        var target = new BenchTarget();
        application.MapPost("/oauth/token", () => Results.Json(new { access_token = "bench", token_type = "Bearer", expires_in = 3600 }));
        application.MapGet("/api/cases", (RequestDelegate)source.ListAsync);
        application.MapPost("/api/v1/cases/batch", (RequestDelegate)target.ReceiveAsync);
        application.MapPost("/api/v1/cases/known", () => Results.Json(new { known = Array.Empty<object>() }));
        application.MapGet("/api/v1/keys", () => Results.Json(new { items = Array.Empty<object>() }));
        application.MapGet("/api/v1/ping", () => Results.Json(new { ok = true }));
        application.MapGet("/bench/counts", () => Results.Json(target.Counts));
        application.MapDelete("/bench/counts", target.Reset);
        await application.StartAsync(stop.Token);
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(
            new { ready = true, url = LoopbackApplication.Url(application), pid = Environment.ProcessId, records = source.Records, credentials = SandboxCredentials.All },
            JsonSerializerOptions.Web));
        await stop.WaitAsync();
        return 0;
    }
}
