using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Exchange.Sandbox.Bench;

/// <summary>
/// `bench-wire`: a proxy before a PostgreSQL server that counts statements and round trips. A line on stdin prints the counts,
/// the line "reset" sets them to zero; it ends when stdin closes or on SIGTERM, printing them once more.
/// </summary>
internal static class WireProxyCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine(arguments, ["--listen", "--to"]);
        var to = line.Required("--to").Split(':');
        if (to.Length != 2 || !int.TryParse(to[1], CultureInfo.InvariantCulture, out var port))
        {
            throw new UsageException("--to takes HOST:PORT.");
        }
        using var stop = new StopSignal();
        var counts = new WireCounts();
        using var listener = new TcpListener(IPAddress.Loopback, line.Number("--listen", 0));
        listener.Start();
        await PrintAsync(new { port = ((IPEndPoint)listener.LocalEndpoint).Port, pid = Environment.ProcessId });
        _ = Task.Run(() => ObeyAsync(counts, stop), CancellationToken.None);
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(stop.Token);
                _ = ServeAsync(client, to[0], port, counts, stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
        await PrintAsync(counts.Read());
        return 0;
    }

    private static async Task ServeAsync(Socket client, string host, int port, WireCounts counts, CancellationToken cancellationToken)
    {
        try
        {
            using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            using (client)
            {
                client.NoDelay = true;
                await server.ConnectAsync(host, port, cancellationToken);
                await new WireConnection(client, server, counts).RunAsync(cancellationToken);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client sees its connection close, as it would without the proxy.
        }
    }

    private static async Task ObeyAsync(WireCounts counts, StopSignal stop)
    {
        while (await Console.In.ReadLineAsync(stop.Token) is { } command)
        {
            if (command.Trim() == "reset")
            {
                counts.Reset();
            }
            await PrintAsync(counts.Read());
        }
        stop.Stop();
    }

    private static async Task PrintAsync(object value)
    {
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(value, JsonSerializerOptions.Web));
        await Console.Out.FlushAsync(CancellationToken.None);
    }
}
