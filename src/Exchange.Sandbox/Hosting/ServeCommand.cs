using System.Runtime.InteropServices;
using System.Text.Json;

namespace Exchange.Sandbox;

/// <summary>`serve`: runs until it is told to stop or its parent dies.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(SandboxOptions options)
    {
        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => Stop(c, stop));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => Stop(c, stop));
        var parent = options.Parent > 0 ? WatchAsync(options.Parent, stop) : Task.CompletedTask;
        try
        {
            var server = options.Database ?? throw new UsageException("--db is required: the connection string of a PostgreSQL server.");
            await using var sandbox = await SandboxServer.StartAsync(options, server, stop.Token);
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(sandbox.Ready, JsonSerializerOptions.Web));
            await Console.Out.FlushAsync(CancellationToken.None);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        await stop.CancelAsync();
        await parent;
        return 0;
    }

    private static async Task WatchAsync(int parent, CancellationTokenSource stop)
    {
        try
        {
            await ParentWatch.WaitAsync(parent, stop.Token);
            await stop.CancelAsync();
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static void Stop(PosixSignalContext context, CancellationTokenSource stop)
    {
        context.Cancel = true;
        stop.Cancel();
    }
}
