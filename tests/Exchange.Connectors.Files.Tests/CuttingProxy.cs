using System.Net;
using System.Net.Sockets;

namespace Exchange.Connectors.Files.Tests;

/// <summary>Passes connections on to a server and cuts each after a number of bytes from it.</summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();

    public CuttingProxy(int target)
    {
        _listener.Start();
        _ = AcceptAsync(target);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many bytes the server may send over one connection.</summary>
    public long Most { get; set; } = long.MaxValue;

    public int Connections { get; private set; }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync(int target)
    {
        while (!_stop.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_stop.Token);
            }
            catch (Exception)
            {
                return;
            }

            Connections++;
            _ = PassAsync(client, target);
        }
    }

    private async Task PassAsync(TcpClient client, int target)
    {
        using (client)
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAny(CopyAsync(client, server, long.MaxValue), CopyAsync(server, client, Most));
        }
    }

    private static async Task CopyAsync(TcpClient from, TcpClient to, long most)
    {
        var buffer = new byte[8192];
        long passed = 0;
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is var read and > 0 && (passed += read) <= most)
            {
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception)
        {
            // One side is gone; the other is closed too.
        }
    }
}
