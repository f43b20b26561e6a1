using System.Text.Json;
using Exchange.Storage.Cluster;

namespace Exchange.Sandbox;

/// <summary>`serve`: runs until it is told to stop or its parent dies.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(SandboxOptions options)
    {
        using var stop = new StopSignal();
        var parent = options.Parent > 0 ? WatchAsync(options.Parent, stop) : Task.CompletedTask;
        try
        {
            Directory.CreateDirectory(options.Home);
            await using var cluster = options.Database is null
                ? await PrivateCluster.StartAsync(new PrivateClusterOptions(Path.Combine(options.Home, "postgres")), stop.Token)
                : null;
            await using var sandbox = await SandboxServer.StartAsync(options, options.Database ?? cluster!.ConnectionString("postgres"), stop.Token);
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(sandbox.Ready, JsonSerializerOptions.Web));
            await Console.Out.FlushAsync(CancellationToken.None);
            await stop.WaitAsync();
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
        }
        stop.Stop();
        await parent;
        return 0;
    }

    private static async Task WatchAsync(int parent, StopSignal stop)
    {
        try
        {
            await ParentWatch.WaitAsync(parent, stop.Token);
            stop.Stop();
        }
        catch (OperationCanceledException)
        {
        }
    }
}
