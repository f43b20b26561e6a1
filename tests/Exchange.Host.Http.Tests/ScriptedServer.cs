using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Exchange.Host.Http.Tests;

/// <summary>A real web server that answers the nth request as a test says.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private int _requests;
    private int _atOnce;
    private int _mostAtOnce;

    private ScriptedServer(Func<HttpContext, int, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(async context =>
        {
            var number = Interlocked.Increment(ref _requests);
            var atOnce = Interlocked.Increment(ref _atOnce);
            InterlockedMaximum(ref _mostAtOnce, atOnce);
            try
            {
                using var reader = new StreamReader(context.Request.Body);
                var body = await reader.ReadToEndAsync();
                lock (Bodies)
                {
                    Bodies.Add(body);
                    Arrivals.Add(TimeProvider.System.GetTimestamp());
                }

                await answer(context, number);
            }
            finally
            {
                Interlocked.Decrement(ref _atOnce);
            }
        });
    }

    public List<string> Bodies { get; } = [];

    public List<long> Arrivals { get; } = [];

    public int Requests => Volatile.Read(ref _requests);

    public int MostAtOnce => Volatile.Read(ref _mostAtOnce);

    public Uri Address => new(_application.Urls.Single() + "/");

    public static async Task<ScriptedServer> StartAsync(Func<HttpContext, int, Task> answer)
    {
        var server = new ScriptedServer(answer);
        await server._application.StartAsync();
        return server;
    }

    public static Task<ScriptedServer> StartAsync(params int[] statuses) => StartAsync((context, number) =>
    {
        context.Response.StatusCode = statuses[Math.Min(number, statuses.Length) - 1];
        return context.Response.WriteAsync($"answer {number}");
    });

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private static void InterlockedMaximum(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
